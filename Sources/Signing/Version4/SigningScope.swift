/// What a signing key is good for: a day, a region, a service.
package struct SigningScope: Hashable, Sendable, CustomStringConvertible {
  package let day: String
  package let region: String
  package let service: String

  package init(day: String, region: String, service: String) {
    (self.day, self.region, self.service) = (day, region, service)
  }

  /// Reads `20150830/us-east-1/s3/aws4_request`; `nil` for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[3] == "aws4_request", !parts[0].isEmpty, !parts[2].isEmpty else {
      return nil
    }
    self.init(day: String(parts[0]), region: String(parts[1]), service: String(parts[2]))
  }

  package var description: String { "\(day)/\(region)/\(service)/aws4_request" }
}
