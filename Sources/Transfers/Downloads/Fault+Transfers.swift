internal import Core

extension Fault {
  /// A fault of the server that a wish goes to.
  static func transfer(
    _ wish: DownloadWish, _ what: String, _ remedy: String, code: Code = "transfer.answer",
    underlying: String? = nil
  ) -> Fault {
    var fault = Fault(
      code, .runtime, "\(wish.address.host) \(what): \(wish.address.text)", remedy: remedy)
    fault.underlying = underlying
    return fault
  }

  static func page(_ wish: DownloadWish) -> Fault {
    transfer(
      wish, "sends a web page instead of the file",
      "Perhaps this network wants you to log in: open any page in a browser, then try again.",
      code: "transfer.page")
  }

  static func tooLong(_ wish: DownloadWish) -> Fault {
    transfer(
      wish, "sends more than the \(wish.bytes ?? wish.mostBytes) bytes that are allowed",
      "Try another mirror.", code: "transfer.size")
  }

  static func tooManyRedirects(_ wish: DownloadWish) -> Fault {
    transfer(
      wish, "sends on and on without an end", "Try again later or by a mirror.",
      code: "transfer.redirects")
  }

  static func wrongDigest(
    _ wish: DownloadWish, is digest: SHA256Digest, not wanted: String
  ) -> Fault {
    transfer(
      wish, "gave a file with other bytes than expected",
      "It was thrown away. Another version, a damaged copy or somebody's forgery: try another mirror.",
      code: "transfer.digest", underlying: "SHA-256 \(digest.hex) instead of \(wanted)")
  }

  static func noRoom(_ missing: Int64, for place: FilePath) -> Fault {
    Fault(
      "disk.full", .runtime, "\(missing) more bytes are needed than the disk has free",
      remedy: "Free some space and run the command again; what is there is kept.", path: place)
  }

  /// The fault of a request that did not end well.
  init(_ outcome: TransferOutcome, _ wish: DownloadWish) {
    let host = wish.address.host
    let kept = "Run the command again; what is there is kept."
    let (code, message, remedy): (Code, String, String) =
      switch outcome.kind {
      case .unresolved:
        ("transfer.unreachable", "nobody knows the address of \(host)", "Are you online? " + kept)
      case .unconnected: ("transfer.unreachable", "\(host) cannot be reached", kept)
      case .stalled: ("transfer.stalled", "\(host) stopped sending", kept)
      case .cut: ("transfer.cut", "the connection to \(host) breaks again and again", kept)
      case .untrusted:
        (
          "transfer.untrusted", "\(host) cannot prove who it is",
          "Behind a proxy that reads along, name its certificates in SSL_CERT_FILE."
        )
      case .noCertificates:
        (
          "transfer.certificates", "the trusted certificates cannot be read",
          "Install ca-certificates, or correct SSL_CERT_FILE."
        )
      case .proxy:
        ("transfer.proxy", "the proxy cannot be used", "Correct https_proxy in the environment.")
      case .done, .stopped, .failed: ("transfer.failed", "\(host) could not be asked", kept)
      }
    self.init(code, .runtime, message, remedy: remedy, underlying: outcome.message)
  }
}
