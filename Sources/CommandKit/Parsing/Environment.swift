#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where environment variables are read from: the process, or a dictionary in a test.
package struct Environment: Sendable {
  private let lookUp: @Sendable (String) -> [UInt8]?

  /// The variables of this process, as bytes.
  package static let process = Environment { name in
    getenv(name).map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
  }

  package init(_ variables: [String: String]) {
    self.init { variables[$0].map { Array($0.utf8) } }
  }

  package init(lookUp: @escaping @Sendable (String) -> [UInt8]?) { self.lookUp = lookUp }

  /// The value of a variable. One that is set to nothing counts as not set, as in most shells'
  /// configuration (`NO_COLOR`, `XDG_…`).
  package subscript(name: String) -> RawArgument? {
    guard let bytes = lookUp(name), !bytes.isEmpty else { return nil }
    return RawArgument(bytes: bytes)
  }
}
