/// One line of an ignore file, or one alternative of a glob: where it applies, and to what.
struct PathPattern: Hashable, Sendable {
  /// Begins with `!`: takes back what an earlier pattern ignored.
  let isNegated: Bool
  /// Ends with a slash: means folders only.
  let matchesFoldersOnly: Bool
  /// Holds no slash: matches the last component, at any depth.
  private let matchesName: Bool
  /// The bytes before the first wildcard of an anchored pattern.
  private let prefix: [UInt8]
  private let rest: Wildcard

  /// Whether it is malformed and so matches nothing.
  var isMalformed: Bool { rest.isMalformed || (prefix.isEmpty && rest.tokens.isEmpty) }

  /// Compiles a pattern in the syntax of gitignore(5), already trimmed.
  init(_ line: some Collection<UInt8>) {
    var pattern = line[...]
    isNegated = pattern.first == UInt8(ascii: "!")
    if isNegated { pattern = pattern.dropFirst() }
    matchesFoldersOnly = pattern.suffix(1).first == UInt8(ascii: "/")
    if matchesFoldersOnly { pattern = pattern.dropLast() }
    matchesName = !pattern.contains(UInt8(ascii: "/"))
    if matchesName {
      prefix = []
    } else {
      if pattern.first == UInt8(ascii: "/") { pattern = pattern.dropFirst() }
      // As git does: the literal part is compared first and the wildcards see only what is left,
      // so that `a**/b` means any folders whose first begins with an a.
      prefix = Array(pattern.prefix { !Self.special.contains($0) })
      pattern = pattern.dropFirst(prefix.count)
    }
    rest = Wildcard(pattern)
  }

  /// Whether the pattern matches a path.
  ///
  /// - Parameters:
  ///   - path: relative to the folder that the pattern is written for.
  ///   - nameStart: where the last component begins in it.
  func matches(_ path: Span<UInt8>, nameStart: Int, isFolder: Bool) -> Bool {
    if matchesFoldersOnly, !isFolder { return false }
    if matchesName { return rest.matches(path.extracting(nameStart..<path.count)) }
    guard path.count >= prefix.count else { return false }
    for index in prefix.indices where path[index] != prefix[index] { return false }
    return rest.matches(path.extracting(prefix.count..<path.count))
  }

  private static let special: [UInt8] = Array("*?[\\".utf8)
}
