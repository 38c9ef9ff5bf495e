import CommandKit
import Core
import Engine

/// `semblance companions`.
enum CompanionsCommand {
  private static let endings = Argument(
    repeating: "ENDING", .text,
    help: "What comes after the picture's name, as _mask.png; with !, as '!.psd', such files stay.")

  static let command = Command(
    "companions", abstract: "Say which files travel with their picture.",
    discussion: """
      Every file of a picture's stem in its folder travels with it, whatever its extension: IMG.xmp, \
      IMG.jpg.xmp, IMG.cropped, the raw of a JPEG, the film of a live photo. Here you name others by \
      their endings: with _mask.png also IMG_mask.png belongs to IMG.jpg. Endings with ! before them \
      never travel. Case does not matter.

      A file that belongs to several pictures goes when all of them go, and stays otherwise.
      """,
    examples: [
      Example("semblance companions add _mask.png .depth.json", "Let these travel too:"),
      Example("semblance companions add '!.psd'", "Leave layered originals where they are:"),
    ],
    subcommands: [add, remove, list])

  private static let add = Command("add", abstract: "Add endings.", parameters: [endings]) {
    invocation in
    let words = try await invocation.withLibrary(creating: true) { library in
      var rules = try library.companionRules()
      for word in invocation[endings] { try rules.insert(word) }
      try library.setCompanionRules(rules)
      return rules.words
    }
    invocation.console.note("Now: \(words.joined(separator: " "))")
    return .success
  }

  private static let remove = Command(
    "remove", abstract: "Take endings away again.", parameters: [endings]
  ) { invocation in
    try await invocation.withLibrary { library in
      var rules = try library.companionRules()
      for word in invocation[endings] {
        guard try rules.remove(word: word) else {
          throw Fault(
            "companions.unknown", .user, "\(word) is none of the endings",
            remedy: "Run: semblance companions list")
        }
      }
      try library.setCompanionRules(rules)
    }
    return .success
  }

  private static let list = Command(
    "list", abstract: "List the endings.", parameters: [StandardOptions.json]
  ) { invocation in
    let words = try await invocation.withLibrary { try $0.companionRules().words }
    let console = invocation.console
    if invocation[StandardOptions.json] {
      let json = JSONValue.array(words.map(JSONValue.string))
      try console.write(JSONText.bytes(json, .indented) + [UInt8(ascii: "\n")])
    } else {
      for word in words { try console.print(word) }
      if words.isEmpty { console.note("There are none: files of a picture's stem travel with it.") }
    }
    return .success
  }
}
