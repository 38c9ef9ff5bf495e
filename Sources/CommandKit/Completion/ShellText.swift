/// Pieces of shell scripts.
enum ShellText {
  /// A word in single quotes, for bash and zsh.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }

  /// A word in single quotes, for fish, which knows two escapes inside them.
  static func fishQuoted(_ text: String) -> String {
    var quoted = "'"
    for character in text {
      if character == "'" || character == "\\" { quoted += "\\" }
      quoted.append(character)
    }
    return quoted + "'"
  }

  /// A name for a shell function: letters, digits and underscores.
  static func functionName(_ title: String) -> String {
    "_" + String(title.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }

  /// The first sentence of a help text, which is enough in a list.
  static func brief(_ help: String) -> String {
    let firstLine = help.split(separator: "\n").joined(separator: " ")
    var sentence = ""
    for character in firstLine {
      if character == " ", sentence.hasSuffix(".") { break }
      sentence.append(character)
    }
    return sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
  }
}

extension Declaration {
  /// Every spelling of an option: `-n`, `--limit`, `--no-limit`.
  var spellings: [String] {
    (short.map { ["-\($0)"] } ?? []) + ["--" + name] + (showsNegation ? ["--no-" + name] : [])
  }
}

extension CommandEntry {
  /// All options that may stand after this command, those that nobody declares included.
  var allOptions: [Declaration] {
    options + inheritedOptions + (path.count == 1 ? [.help, .version] : [.help])
  }
}
