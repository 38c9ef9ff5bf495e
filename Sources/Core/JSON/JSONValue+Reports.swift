extension JSONValue {
  /// A path as members: `key` holds its display text, and where that cannot be turned back into the
  /// path (bytes that are not UTF-8, control characters), `key_bytes` holds the bytes as
  /// hexadecimal digits.
  package static func path(_ path: FilePath, key: String = "path") -> [Member] {
    let display = path.display
    let text = Member(key, .string(display))
    guard Array(display.utf8) != path.bytes else { return [text] }
    return [text, Member(key + "_bytes", .string(Hexadecimal.string(of: path.bytes)))]
  }

  /// A fault as an object: `code`, `message`, and where there are any `remedy`, `path`, `cause`.
  package static func fault(_ fault: Fault) -> JSONValue {
    .object(
      [Member("code", .string(fault.code.name)), Member("message", .string(fault.message))]
        + (fault.remedy.isEmpty ? [] : [Member("remedy", .string(fault.remedy))])
        + (fault.path.map { path($0) } ?? [])
        + optional("cause", fault.underlying.map(JSONValue.string)))
  }
}
