package import Core

/// How patient and how trusting transfers are.
package struct TransferSettings: Sendable {
  /// A PEM file of trusted certificates; `nil` for the system's.
  package var certificates: FilePath?
  /// What servers are told asks them.
  package var agent = "semblance"
  package var connectSeconds = 30
  /// Seconds without a byte until a connection is given up, to be tried again.
  package var stallSeconds = 60
  package var retries = RetryPlan()
  /// Redirects that are followed, one after the other.
  package var mostRedirects = 10

  package init() {}

  /// - Parameter environment: `SSL_CERT_FILE` or `CURL_CA_BUNDLE` name certificates, as for curl.
  package init(environment: [String: String]) {
    certificates = ["CURL_CA_BUNDLE", "SSL_CERT_FILE"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }.map { FilePath($0) }
  }
}
