import CommandKit
import Core
import Engine

/// `semblance history`.
enum HistoryCommand {
  static let command = Command(
    "history", abstract: "List every action on files, with what can still be undone.",
    parameters: [StandardOptions.json]
  ) { invocation in
    let actions = try await invocation.withLibrary { try $0.reviewHistory() }
    let console = invocation.console
    if invocation[StandardOptions.json] {
      try console.write(
        JSONText.bytes(.array(actions.map(value)), .indented) + [UInt8(ascii: "\n")])
      return .success
    }
    guard !actions.isEmpty else {
      console.note("No file has been moved or marked yet.")
      return .success
    }
    var table = Table([
      .init("Action", .trailing), .init("When"), .init("What"), .init("Files", .trailing),
      .init("Bytes", .trailing), .init(""),
    ])
    for action in actions {
      table.add([
        "\(action.id)", TimeText.text(milliseconds: action.date), title(action),
        CountText.text(action.fileCount), ByteCount.text(action.byteCount), remark(action),
      ])
    }
    for line in table.lines(styles: console.outputStyles) { try console.print(line) }
    return .success
  }

  private static func title(_ action: ReviewAction) -> String {
    switch action.kind {
    case .stage: "set aside"
    case .arrange: "grouped"
    case .restore: "put back"
    case .undo: "undo of \(action.undoes.map(String.init) ?? "?")"
    case .trash: "to the trash"
    case .delete: "removed for good"
    case .mark: "marked"
    case .unmark: "marks taken away"
    }
  }

  private static func remark(_ action: ReviewAction) -> String {
    var words: [String] = []
    switch action.ending {
    case .cancelled: words.append("stopped by Ctrl-C")
    case .interrupted: words.append("interrupted")
    case nil: words.append("going on")
    case .finished: break
    }
    if action.refusedCount > 0 { words.append("\(CountText.text(action.refusedCount)) refused") }
    if action.canUndo { words.append("can be undone") }
    return words.joined(separator: ", ")
  }

  private static func value(_ action: ReviewAction) -> JSONValue {
    [
      "action": .integer(Int64(action.id)), "kind": .string(action.kind.rawValue),
      "at": .string(Timestamp(rawValue: action.date).rfc3339),
      "undoes": action.undoes.map { .integer(Int64($0)) } ?? .null,
      "units": .integer(Int64(action.unitCount)), "files": .integer(Int64(action.fileCount)),
      "bytes": .integer(action.byteCount), "refused": .integer(Int64(action.refusedCount)),
      "ending": action.ending.map { .string($0.rawValue) } ?? .null,
      "can_undo": .bool(action.canUndo),
    ]
  }
}
