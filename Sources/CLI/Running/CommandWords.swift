import CommandKit

/// Command lines as a shell reads them.
enum CommandWords {
  /// The line that this process was started with, without `--dry-run`, and a word more.
  static func thisLine(adding word: String? = nil) -> String {
    let words = RawArgument.ofThisProcess.filter { $0.text != "--dry-run" }
    return (["semblance"] + words.map { quoted($0.display) } + [word].compactMap(\.self)).joined(
      separator: " ")
  }

  /// A word as it has to be typed.
  static func quoted(_ word: String) -> String {
    let plain = word.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "/._-+=:,@%~".unicodeScalars.contains(scalar)
    }
    guard !plain || word.isEmpty else { return word }
    let escaped = word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''")
    return "'\(escaped)'"
  }
}
