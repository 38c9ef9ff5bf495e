/// A request method (RFC 9110 § 9). An open set.
package struct HTTPMethod: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
  package var description: String { rawValue }

  package static let get = HTTPMethod(rawValue: "GET")
  package static let head = HTTPMethod(rawValue: "HEAD")
  package static let post = HTTPMethod(rawValue: "POST")
  package static let put = HTTPMethod(rawValue: "PUT")
  package static let patch = HTTPMethod(rawValue: "PATCH")
  package static let delete = HTTPMethod(rawValue: "DELETE")
  package static let trace = HTTPMethod(rawValue: "TRACE")
  package static let options = HTTPMethod(rawValue: "OPTIONS")

  /// Whether the method asks for no change (RFC 9110 § 9.2.1): only others need a guard against
  /// requests forged by another site.
  package var isSafe: Bool { [.get, .head, .options, .trace].contains(self) }
}
