import Core

/// The include or exclude globs of a scan: gitignore patterns with alternatives in braces, as in
/// `**/*.{jpg,png}`. A glob without a slash matches a name at any depth; one with a slash matches
/// from the root of the scan; one that ends with a slash means folders only.
struct GlobList: Sendable {
  private let patterns: [PathPattern]

  var isEmpty: Bool { patterns.isEmpty }

  /// - Throws: `glob.malformed` for a bracket or brace that is not closed, a last backslash, an
  ///   empty glob, or braces that stand for more than 1,000 alternatives.
  init(_ globs: [String]) throws(Fault) {
    var patterns: [PathPattern] = []
    for glob in globs {
      guard let alternatives = Braces.expand(Array(glob.utf8)) else {
        throw Self.malformed(glob, "has a brace that is not closed, or too many alternatives")
      }
      for alternative in alternatives {
        // An exclamation mark takes nothing back here: the two lists are what includes and excludes.
        let text =
          alternative.first == UInt8(ascii: "!") ? [UInt8(ascii: "\\")] + alternative : alternative
        let pattern = PathPattern(text)
        if pattern.isMalformed {
          throw Self.malformed(glob, "is empty or has a bracket that is not closed")
        }
        patterns.append(pattern)
      }
    }
    self.patterns = patterns
  }

  /// Whether any glob matches a path relative to the root of the scan.
  func matches(_ path: Span<UInt8>, nameStart: Int, isFolder: Bool) -> Bool {
    for pattern in patterns
    where pattern.matches(path, nameStart: nameStart, isFolder: isFolder) {
      return true
    }
    return false
  }

  private static func malformed(_ glob: String, _ why: String) -> Fault {
    Fault(
      "glob.malformed", .user, "the pattern “\(glob)” \(why)",
      remedy: "Put a backslash before a bracket or brace that is meant as itself.")
  }
}
