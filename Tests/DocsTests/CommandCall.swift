/// A call of the program that stands in a document as code.
struct CommandCall {
  let command: String
  /// The long options, without their values.
  let options: [String]

  /// Calls in fenced blocks and in spans of code, one a line; what follows a `#` or a `|` is not the
  /// call's.
  static func calls(in text: String) -> [CommandCall] {
    var isFenced = false
    var calls: [CommandCall] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isFenced.toggle()
      } else if isFenced {
        calls += call(in: line).map { [$0] } ?? []
      } else {
        calls += line.matches(of: /`([^`]+)`/).compactMap { call(in: $0.1) }
      }
    }
    return calls
  }

  private static func call(in code: Substring) -> CommandCall? {
    // "semblance" as a word of its own: no path, no name of another program.
    guard let match = code.firstMatch(of: /(?:^|[\s($])semblance ([a-z]+)([^#|]*)/) else {
      return nil
    }
    let options = match.2.matches(of: /(?:^|\s)(--[a-z-]+)/).map { String($0.1) }
    return CommandCall(command: String(match.1), options: options)
  }
}
