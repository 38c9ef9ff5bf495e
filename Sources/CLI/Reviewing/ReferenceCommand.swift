import CommandKit
import Core
import Engine

/// `semblance reference`.
enum ReferenceCommand {
  private static let folder = Argument("FOLDER", .folder, help: "A folder.")

  static let command = Command(
    "reference", abstract: "Name folders whose files are the ones to keep.",
    discussion: """
      A file in a reference folder is preferred as the best of its group, and never moved.
      """,
    examples: [Example("semblance reference add ~/Pictures/Masters", "Keep what is in there:")],
    subcommands: [add, remove, list])

  private static let add = Command(
    "add", abstract: "Make a folder a reference.", parameters: [folder]
  ) { invocation in
    try await invocation.withLibrary(creating: true) { try $0.addReference(invocation[folder]) }
    invocation.console.note("Remembered. The next search for duplicates follows it.")
    return .success
  }

  private static let remove = Command(
    "remove", abstract: "Make a folder an ordinary one again.", parameters: [folder]
  ) { invocation in
    try await invocation.withLibrary { try $0.removeReference(invocation[folder]) }
    return .success
  }

  private static let list = Command(
    "list", abstract: "List the reference folders.", parameters: [StandardOptions.json]
  ) { invocation in
    let folders = try await invocation.withLibrary { try $0.references() }
    let console = invocation.console
    if invocation[StandardOptions.json] {
      let json = JSONValue.array(folders.map { .object(JSONValue.path($0)) })
      try console.write(JSONText.bytes(json, .indented) + [UInt8(ascii: "\n")])
    } else {
      for folder in folders { try console.print(folder.display) }
      if folders.isEmpty { console.note("There are none.") }
    }
    return .success
  }
}
