/// Whose fault it is: decides the exit code, the HTTP status, and whether to ask for a bug report.
package enum FaultSource: String, Sendable {
  /// Something the person gave: a path, a flag, a file's content.
  case user
  /// Something of the machine: a full disk, a permission, a missing library.
  case runtime
  /// A mistake in Semblance.
  case bug
}

/// An error for the person who gets it: what happened, to what, and what to do about it.
package struct Fault: Error, Sendable, CustomStringConvertible {
  /// An open set of names, stable across versions, for scripts and tests: `file.unreadable`.
  package struct Code: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let name: String
    package init(stringLiteral name: String) { self.name = name }
    package init(_ name: String) { self.name = name }
    package var description: String { name }
  }

  package var code: Code
  package var source: FaultSource
  /// One sentence: what happened. Does not repeat the path.
  package var message: String
  /// One sentence: what to do. Empty when there is nothing to do.
  package var remedy: String
  /// The file it happened to, if any.
  package var path: FilePath?
  /// What the library or system call below said, if it said something.
  package var underlying: String?

  package init(
    _ code: Code, _ source: FaultSource, _ message: String, remedy: String = "",
    path: FilePath? = nil, underlying: String? = nil
  ) {
    self.code = code
    self.source = source
    self.message = message
    self.remedy = remedy
    self.path = path
    self.underlying = underlying
  }

  package var description: String {
    var text = path.map { "\($0.display): " } ?? ""
    text += message
    if let underlying, !underlying.isEmpty { text += " (\(underlying))" }
    if !remedy.isEmpty { text += " " + remedy }
    return text
  }
}
