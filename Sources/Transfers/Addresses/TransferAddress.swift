internal import CTransfer
package import Core

/// Where a file may be fetched from: HTTPS anywhere, plain HTTP on this machine alone. libcurl, which
/// fetches it, is also what understands it, so that no two parsers disagree.
package struct TransferAddress: Hashable, Sendable, CustomStringConvertible {
  /// Whole, without a fragment.
  package let text: String
  package let host: String
  /// Whether it is plain HTTP.
  package let isPlain: Bool

  package var description: String { text }

  private static let longest = 4096

  /// - Throws: `transfer.address` for what is no address of HTTP, names a user or a password, or is
  ///   plain HTTP of another machine.
  package init(_ text: String) throws(Fault) { try self.init(text, relativeTo: nil) }

  /// An address that whoever runs the program has chosen: plain HTTP of another machine is theirs to
  /// answer for, as within a network of containers.
  ///
  /// - Throws: `transfer.address` for what is no address of HTTP, or names a user or a password.
  package init(configured text: String) throws(Fault) {
    try self.init(text, relativeTo: nil, isConfigured: true)
  }

  private init(
    _ text: String, relativeTo base: String?, isConfigured: Bool = false
  ) throws(Fault) {
    guard let parts = Self.parts(of: text, base) else {
      throw Self.refused(
        "'\(text)' is no address that can be fetched from",
        "Give one that begins with https:// and names no user or password.")
    }
    (self.text, host) = (parts.whole, parts.host)
    switch parts.scheme {
    case "https": isPlain = false
    case "http":
      guard isConfigured || Self.isLoopback(parts.host) else {
        throw Self.refused(
          "plain HTTP is not used between machines: \(parts.whole)",
          "Give an address that begins with https://.")
      }
      isPlain = true
    default:
      throw Self.refused(
        "files are not fetched by '\(parts.scheme)': \(parts.whole)",
        "Give an address that begins with https://.")
    }
  }

  /// The address that a redirect names, which may be relative to this one.
  ///
  /// - Throws: `transfer.address` when it may not be followed; an encrypted address never leads to a
  ///   plain one.
  package func following(_ location: String) throws(Fault) -> TransferAddress {
    let next = try TransferAddress(location, relativeTo: text)
    guard isPlain || !next.isPlain else {
      throw Self.refused(
        "\(host) sends on to an address without encryption: \(next.text)",
        "Do not trust it; try another mirror.")
    }
    return next
  }

  /// An address below this one, which is taken for a folder.
  ///
  /// - Parameter path: components with slashes between; what addresses cannot hold is escaped.
  /// - Throws: `transfer.address`.
  package func appending(_ path: String) throws(Fault) -> TransferAddress {
    let trimmed = text.prefix { $0 != "?" }
    let folder = trimmed.hasSuffix("/") ? trimmed : trimmed + "/"
    return try TransferAddress(folder + Self.escaped(path))
  }

  /// Percent-encoded but for unreserved characters and slashes (RFC 3986 § 2.3).
  private static func escaped(_ path: String) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
    return path.utf8.map { byte in
      plain.contains(byte)
        ? String(UnicodeScalar(byte)) : "%" + Hexadecimal.string(of: [byte]).uppercased()
    }.joined()
  }

  /// This machine, by name or number. libcurl resolves `localhost` to it without asking anybody.
  private static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { UInt8($0) != nil && $0.utf8.count <= 3 }
  }

  private static func parts(
    of text: String, _ base: String?
  ) -> (whole: String, scheme: String, host: String)? {
    guard !text.isEmpty, text.utf8.count < longest, !text.utf8.contains(where: { $0 < 32 }) else {
      return nil
    }
    let size = longest
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 3 * size) { room in
      let start = room.baseAddress.unsafelyUnwrapped
      let (whole, scheme, host) = (start, start + size, start + 2 * size)
      guard semblance_transfer_address(text, base, size, whole, scheme, host) else { return nil }
      return (
        String(cString: whole), String(cString: scheme).lowercased(),
        String(cString: host).lowercased()
      )
    }
  }

  private static func refused(_ message: String, _ remedy: String) -> Fault {
    Fault("transfer.address", .user, message, remedy: remedy)
  }
}
