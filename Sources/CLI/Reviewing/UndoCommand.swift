import CommandKit
import Core
import Engine

/// `semblance undo`.
enum UndoCommand {
  static let action = Argument(
    optional: "ACTION", .integer(1...), defaultText: "the last that can be undone",
    help: "The number of an action in the history.")

  static let command = Command(
    "undo", abstract: "Take back the last action on files, or the one of a number.",
    discussion: """
      Staged files go back to where they came from, trashed ones out of the trash as long as it was \
      not emptied. Marks that were taken away are made again, those that were made are taken away while \
      they are empty. Nothing is overwritten: a file whose old place is taken stays, and is named. Links \
      and copies of semblance group are removed while they are what was made; a copy that was edited, \
      or whose original is gone, stays and is named. To undo an undo, give its number.
      """,
    examples: [
      Example("semblance undo", "Take back the last action:"),
      Example("semblance undo 4", "Take back action 4 of the history:"),
    ],
    parameters: [StandardOptions.json, action]
  ) { invocation in
    try await invocation.withLibrary { library in
      let report = ReviewReport(verb: "Moved back", invocation: invocation)
      let outcome = try report.following { progress in
        try library.undo(
          action: invocation[action], cancellation: invocation.cancellation, progress: progress)
      }
      return try report.show(outcome)
    }
  }
}
