import CommandKit
import Core
import Engine

/// What a library holds, in text and as JSON.
struct StatusView {
  let status: LibraryStatus

  private var present: FileTotals { status.statistics.files[.present] ?? .init(count: 0, bytes: 0) }
  private var failed: Int { count(.failed) }
  private func count(_ state: FileState) -> Int { status.statistics.files[state]?.count ?? 0 }

  private var formats: [(format: PictureFormat, totals: FileTotals)] {
    status.statistics.images.sorted {
      ($1.value.count, $0.key.rawValue) < ($0.value.count, $1.key.rawValue)
    }
    .map { ($0.key, $0.value) }
  }

  func lines(_ styles: Styles) -> [String] {
    var table = Table([.init(""), .init("")])
    table.add(["Library", status.folder.display])
    for (position, root) in status.roots.enumerated() {
      let scanned =
        root.scannedAt.map { "scanned \(TimeText.text($0))" } ?? "not scanned to its end"
      table.add([position == 0 ? "Folders" : "", "\(root.path.display)  (\(scanned))"])
    }
    let files = "\(CountText.text(present.count, "file")), \(ByteCount.text(present.bytes))"
    let pictures = CountText.text(status.statistics.imageCount, "distinct picture")
    table.add(["Pictures", "\(pictures) in \(files)"])
    if !formats.isEmpty {
      let text = formats.map { "\(CountText.text($0.totals.count)) \($0.format.title)" }
      table.add(["Formats", text.joined(separator: ", ")])
    }
    if let crops = status.crops {
      let parts = CountText.text(crops.vectorCount, "part")
      let pictures = CountText.text(crops.pictureCount, "picture")
      table.add(["Crops", "vectors of \(parts) of \(pictures), at most \(crops.each) each"])
    }
    if failed > 0 {
      table.add(["Failed", CountText.text(failed, "file") + "  (semblance status --failures)"])
    }
    if count(.missing) > 0 {
      table.add(["Gone", CountText.text(count(.missing), "file") + " known from before"])
    }
    if let groups = status.duplicateGroups, let search = status.lastSearch {
      table.add(["Duplicates", "\(CountText.text(groups, "group")) at \(TimeText.text(search))"])
    }
    if status.stagedFiles > 0 {
      table.add([
        "Set aside",
        "\(CountText.text(status.stagedFiles, "file")), \(ByteCount.text(status.stagedBytes))"
          + "  (semblance staged)",
      ])
    }
    return table.lines().map { line in
      styles(String(line.prefix(10)), .strong) + line.dropFirst(10)
    }
  }

  /// What to do next.
  var hint: String? {
    if status.roots.isEmpty { return "Next: semblance index FOLDER" }
    if status.duplicateGroups == nil { return "Next: semblance duplicates" }
    if status.stagedFiles > 0 {
      return "Next: semblance approve (removes what was set aside) or semblance undo"
    }
    return nil
  }

  private var crops: JSONValue {
    guard let crops = status.crops else { return .null }
    return [
      "each": .integer(Int64(crops.each)), "pictures": .integer(Int64(crops.pictureCount)),
      "vectors": .integer(Int64(crops.vectorCount)),
    ]
  }

  var json: [JSONValue.Member] {
    let statistics = status.statistics
    return JSONValue.path(status.folder, key: "library") + [
      .init(
        "folders",
        .array(
          status.roots.map { root in
            .object(
              JSONValue.path(root.path)
                + JSONValue.optional("scanned_at", root.scannedAt.map { .string($0.rfc3339) }))
          })),
      .init("pictures", .integer(Int64(statistics.imageCount))),
      .init("files", .integer(Int64(present.count))),
      .init("bytes", .integer(present.bytes)),
      .init(
        "formats",
        .object(
          formats.map {
            .init($0.format.rawValue, .integer(Int64($0.totals.count)))
          })),
      .init("failed", .integer(Int64(failed))),
      .init(
        "failures",
        .object(
          statistics.failures.sorted { $0.key < $1.key }.map {
            .init($0.key, .integer(Int64($0.value)))
          })),
      .init("missing", .integer(Int64(count(.missing)))),
      .init("staged_files", .integer(Int64(status.stagedFiles))),
      .init("staged_bytes", .integer(status.stagedBytes)),
      .init("crops", crops),
      .init("duplicate_groups", status.duplicateGroups.map { .integer(Int64($0)) } ?? .null),
      .init("last_search", status.lastSearch.map { .string($0.rfc3339) } ?? .null),
    ]
  }
}
