import CommandKit
import Core
import Engine

/// `semblance approve`.
enum ApproveCommand {
  static let yes = Option(
    "yes", short: "y", .integer(1...),
    help: "The exact number of files that you expect to go; without it you are asked.")
  static let permanently = Flag(
    "permanently",
    help: "Remove them for good instead of moving them to the trash. Cannot be undone.")

  static let command = Command(
    "approve", abstract: "Remove the files that were set aside: to the trash, or for good.",
    discussion: """
      The only command that deletes. On a terminal it asks for the number of files; elsewhere it needs \
      --yes with that number, and does nothing when the number is another. A file whose kept copy is \
      no longer there as it was, stays.
      """,
    examples: [
      Example("semblance approve", "See what would go, and be asked:"),
      Example("semblance approve --yes 18", "In a script that knows that it is 18 files:"),
    ],
    parameters: [yes, permanently] + SelectionOptions.all + [StandardOptions.json],
    exclusive: [SelectionOptions.all]
  ) { invocation in
    let selection = SelectionOptions.selection(of: invocation) ?? .all
    let disposal: Disposal = invocation[permanently] ? .permanently : .trash
    return try await invocation.withLibrary { library in
      let items = try library.stagedItems().filter(selection.contains)
      if items.isEmpty {
        throw Fault(
          "review.nothing-staged", .user, "nothing is set aside",
          remedy: "See what could be: semblance stage")
      }
      let count = try invocation[yes] ?? ask(about: items, disposal, invocation)
      let report = ReviewReport(
        verb: disposal == .trash ? "Moved to the trash:" : "Removed for good:",
        invocation: invocation)
      let outcome = try report.following { progress in
        try library.approve(
          selection, expecting: count, disposal: disposal, cancellation: invocation.cancellation,
          progress: progress)
      }
      let next = disposal == .trash ? ["semblance undo     take them out of the trash again"] : []
      return try report.show(outcome, next: next)
    }
  }

  /// The number that a person types; any other answer ends the command.
  private static func ask(
    about items: [StagedItem], _ disposal: Disposal, _ invocation: Invocation
  ) throws -> Int {
    let count = items.reduce(0) { $0 + $1.files.count }
    let bytes = ByteCount.text(items.reduce(0) { $0 + $1.byteCount })
    let consequence =
      "\(CountText.text(count, "file")), \(bytes), "
      + (disposal == .trash ? "would go to the trash" : "would be removed for good")
    guard let question = Question(on: invocation.console) else {
      throw Fault(
        "review.unconfirmed", .user, consequence,
        remedy: "To do it: \(CommandWords.thisLine(adding: "--yes \(count)"))")
    }
    invocation.console.detail(consequence + ".")
    let answer = try question.ask("Type \(count) to go on: ", cancellation: invocation.cancellation)
    guard Int(answer) == count else {
      throw Fault("review.declined", .user, "nothing was removed")
    }
    return count
  }
}
