import CommandKit
import Core
import Engine

/// `semblance ignore`.
enum IgnoreCommand {
  static let groups = Option(
    repeating: "group", short: "g", .integer(1...),
    help: "All pictures of a group of the latest search; may be given several times.")
  static let forget = Flag("forget", help: "Take the decision back.")
  static let list = Flag("list", help: "List what was decided.")
  static let note = Option("note", .text, help: "Why, for later.")
  static let files = Argument(
    repeating: "FILE", .file, atLeast: 0, help: "Two or more files that are no duplicates.")

  static let command = Command(
    "ignore", abstract: "Say that pictures are no duplicates of each other; remembered for ever.",
    discussion: """
      The decision is about the pictures' contents: it holds when the files are moved or renamed. \
      Files with the same bytes hold one picture, and cannot be told apart.
      """,
    examples: [
      Example("semblance ignore a.jpg b.jpg", "These two are different pictures:"),
      Example("semblance ignore --group 3", "No two of this group are duplicates:"),
      Example("semblance ignore --forget a.jpg b.jpg", "Take it back:"),
    ],
    parameters: [groups, forget, list, note, files], exclusive: [[list, groups], [list, forget]]
  ) { invocation in
    let console = invocation.console
    return try await invocation.withLibrary { library in
      if invocation[list] {
        try show(library, on: console)
        return .success
      }
      let sets = try fileSets(invocation, library)
      let count = try sets.reduce(0) { sum, files in
        sum
          + (invocation[forget]
            ? try library.forgetNotDuplicates(files)
            : try library.rememberNotDuplicates(files, note: invocation[note]))
      }
      let pairs = CountText.text(count, "pair")
      console.note(
        invocation[forget]
          ? "Forgot the decision on \(pairs)."
          : "Remembered: \(pairs) of pictures \(count == 1 ? "is" : "are") no duplicates.")
      return .success
    }
  }

  private static func fileSets(
    _ invocation: Invocation, _ library: Library
  ) throws -> [[FilePath]] {
    var sets: [[FilePath]] = []
    if !invocation[groups].isEmpty {
      let listing = try library.requireLastDuplicates()
      for number in invocation[groups] {
        guard let group = listing.groups.first(where: { $0.number == number }) else {
          throw Fault(
            "duplicates.no-group", .user, "the latest search has no group \(number)",
            remedy: "Look at them: semblance duplicates --last")
        }
        sets.append(group.members.map(\.path))
      }
    }
    let named = invocation[files].map { (try? $0.resolved()) ?? $0 }
    if named.count == 1 || (named.isEmpty && sets.isEmpty) {
      throw UsageError("needs two files at least, or --group")
    }
    return named.isEmpty ? sets : sets + [named]
  }

  private static func show(_ library: Library, on console: Console) throws {
    let reader = library.reader
    let decisions = try reader.notDuplicateDecisions()
    if decisions.isEmpty { return console.note("Nothing was decided yet.") }
    for decision in decisions {
      let pair = try [decision.pair.first, decision.pair.second].map { image in
        try reader.files(of: image).first?.path.display ?? "(a picture that is gone)"
      }
      let note = decision.note.map { "  (\($0))" } ?? ""
      try console.print(
        "\(TimeText.text(decision.decidedAt))  \(pair[0])\n"
          + "                  \(pair[1])\(note)")
    }
  }
}
