internal import Core
internal import Engine

/// The scan that is under way, noted in the library: whatever ends the server, the next one goes on.
enum ParkedScan {
  private static let setting = "server.scan"

  /// Notes the scans among some work as one; none for nothing to go on with.
  static func note(_ works: [JobWork], in library: Library) throws {
    var paths: [FilePath] = []
    var isWhole = false
    for case .scan(let named) in works {
      if let named { paths += named } else { isWhole = true }
    }
    let value: JSONValue? =
      isWhole
      ? .null
      : paths.isEmpty
        ? nil : .array(Set(paths).sorted().map { .string(Hexadecimal.string(of: $0.bytes)) })
    try library.writer.transaction {
      try $0.setSetting(setting, to: value.map { JSONText.text($0) })
    }
  }

  /// What was left; `nil` for nothing.
  static func left(in library: Library) throws -> JobWork? {
    guard let text = try library.reader.setting(setting),
      let value = try? JSONValue(parsing: text.utf8)
    else { return nil }
    guard case .array(let elements) = value else { return .scan(nil) }
    return .scan(
      elements.compactMap { $0.text.flatMap(Hexadecimal.bytes).map { FilePath(bytes: $0) } })
  }
}
