/// The rules of one ignore file, in the syntax of gitignore(5).
struct IgnoreFile: Hashable, Sendable {
  private let patterns: [PathPattern]

  var isEmpty: Bool { patterns.isEmpty }

  /// Reads the lines of an ignore file. Any bytes will do: a line that makes no sense matches
  /// nothing, as in git.
  init(_ content: some Collection<UInt8>) {
    var content = Array(content)[...]
    if content.starts(with: [0xEF, 0xBB, 0xBF]) { content = content.dropFirst(3) }
    patterns = content.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard line.first != UInt8(ascii: "#") else { return nil }
      let trimmed = Self.trimmed(line)
      return trimmed.isEmpty ? nil : PathPattern(trimmed)
    }
  }

  /// What the last matching rule says of a path: ignored, taken back, or (`nil`) nothing.
  ///
  /// - Parameters:
  ///   - path: relative to the ignore file's folder.
  ///   - nameStart: where the last component begins in it.
  func ignores(_ path: Span<UInt8>, nameStart: Int, isFolder: Bool) -> Bool? {
    for pattern in patterns.reversed()
    where pattern.matches(path, nameStart: nameStart, isFolder: isFolder) {
      return !pattern.isNegated
    }
    return nil
  }

  /// The line without a carriage return and without trailing spaces that no backslash protects.
  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
    var end = line.startIndex
    var position = line.startIndex
    while position < line.endIndex {
      let isEscape = line[position] == UInt8(ascii: "\\")
      let isSpace = line[position] == UInt8(ascii: " ")
      position = min(position + (isEscape ? 2 : 1), line.endIndex)
      if !isSpace { end = position }
    }
    return line[..<end]
  }
}
