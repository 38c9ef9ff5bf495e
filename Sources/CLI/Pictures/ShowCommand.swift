import CommandKit
import Core
import Engine

/// `semblance show`.
enum ShowCommand {
  static let file = Argument("FILE", .file, help: "An indexed file; it may be gone by now.")

  static let command = Command(
    "show", abstract: "Show everything that is known of one file.",
    examples: [Example("semblance show ~/Pictures/IMG_0001.jpg", "Why is it in that group?")],
    parameters: [StandardOptions.json, file]
  ) { invocation in
    let details = try await invocation.withLibrary { try $0.details(of: invocation[file]) }
    let console = invocation.console
    if invocation[StandardOptions.json] {
      try console.write(
        JSONText.bytes(DetailsJSON(details: details).value, .indented) + [UInt8(ascii: "\n")])
    } else {
      try DetailsText(details: details, console: console).write()
    }
    return .success
  }
}
