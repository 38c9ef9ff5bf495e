import CommandKit

/// A regular expression for the names of files, as a person wrote it.
///
/// Unchecked: a compiled `Regex` is a value that threads only read.
struct NamePattern: @unchecked Sendable {
  let text: String
  private let expression: Regex<AnyRegexOutput>

  static let type = ValueType<NamePattern>(
    placeholder: "REGEX", show: \.text
  ) { (word) throws(ValueProblem) in
    guard let text = word.text, let expression = try? Regex(text) else {
      throw ValueProblem("a regular expression such as '(\\d{8}_\\d{6})'")
    }
    return NamePattern(text: text, expression: expression)
  }

  /// How many groups it captures: opening parentheses that are neither escaped, nor in brackets, nor
  /// followed by a question mark that does not begin a name.
  var groupCount: Int {
    var count = 0
    var isInBrackets = false
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      case "\\": rest = rest.dropFirst()
      case "[": isInBrackets = true
      case "]": isInBrackets = false
      case "(" where !isInBrackets:
        let isNamed = rest.hasPrefix("?<") && !rest.hasPrefix("?<=") && !rest.hasPrefix("?<!")
        if !rest.hasPrefix("?") || isNamed { count += 1 }
      default: break
      }
    }
    return count
  }

  /// All that it matches in a name, then each of its groups; empty for a group that took no part, and
  /// `nil` where it does not match.
  func parts(of name: String) -> [String]? {
    guard let match = try? expression.firstMatch(in: name) else { return nil }
    return match.output.map { $0.substring.map(String.init) ?? "" }
  }
}
