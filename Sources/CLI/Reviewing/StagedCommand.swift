import CommandKit
import Core
import Engine

/// `semblance staged`.
enum StagedCommand {
  static let command = Command(
    "staged", abstract: "List the files that were set aside and wait for a decision.",
    parameters: [StandardOptions.json]
  ) { invocation in
    let items = try await invocation.withLibrary { try $0.stagedItems() }
    let console = invocation.console
    if invocation[StandardOptions.json] {
      try console.write(
        JSONText.bytes(.array(items.map(value)), .indented) + [UInt8(ascii: "\n")])
      return .success
    }
    guard !items.isEmpty else {
      console.note("Nothing is set aside.")
      return .success
    }
    let files = items.flatMap(\.files)
    let (origins, places) = (
      CommonFolder(of: files.map(\.origin)), CommonFolder(of: files.map(\.path))
    )
    let styles = console.outputStyles
    if let folder = origins.path { try console.print(styles("From \(folder.display)", .faint)) }
    if let folder = places.path { try console.print(styles("Now in \(folder.display)", .faint)) }
    var table = Table([
      .init("Unit"), .init("When"), .init("Group"), .init("Bytes", .trailing),
      .init("File", isFlexible: true),
    ])
    for item in items {
      for (position, file) in item.files.enumerated() {
        let isFirst = position == 0
        table.add([
          isFirst ? "\(item.id)" : "", isFirst ? TimeText.text(milliseconds: item.date) : "",
          isFirst ? "#\(item.group)" : "", ByteCount.text(file.size),
          origins.display(file.origin) + MarkText.suffix(mark(file)),
        ])
      }
    }
    let traits = console.outputTraits
    for line in table.lines(width: traits.isInteractive ? traits.width : nil, styles: styles) {
      try console.print(line)
    }
    let bytes = ByteCount.text(items.reduce(0) { $0 + $1.byteCount })
    try console.print(styles("\(CountText.text(files.count, "file")), \(bytes).", .strong))
    try console.flush()
    console.note("Next: semblance approve (remove them) or semblance restore --all (put them back)")
    return .success
  }

  /// The word of a file that is a mark.
  private static func mark(_ file: StagedItem.File) -> [String] {
    file.isRequested
      ? [] : PictureMark.word(of: file.origin, size: file.size).map { [$0] } ?? []
  }

  private static func value(_ item: StagedItem) -> JSONValue {
    [
      "unit": .string("\(item.id)"), "group": .string(item.group),
      "reason": .string(item.reason),
      "staged_at": .string(Timestamp(rawValue: item.date).rfc3339),
      "bytes": .integer(item.byteCount),
      "files": .array(
        item.files.map { file in
          .object(
            JSONValue.path(file.path) + JSONValue.path(file.origin, key: "origin") + [
              .init("bytes", .integer(file.size)), .init("companion", .bool(!file.isRequested)),
            ])
        }),
      "stays": .array(
        Set(item.keepers.joined()).sorted().map { .object(JSONValue.path($0)) }),
    ]
  }
}
