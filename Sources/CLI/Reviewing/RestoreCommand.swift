import CommandKit
import Core
import Engine

/// `semblance restore`.
enum RestoreCommand {
  static let all = Flag("all", help: "Everything that is set aside.")

  static let command = Command(
    "restore", abstract: "Put files that were set aside back where they came from.",
    examples: [
      Example("semblance restore --all", "Everything:"),
      Example("semblance restore --group 3", "What was set aside of one group:"),
    ],
    parameters: [all] + SelectionOptions.all + [StandardOptions.json],
    exclusive: [[all] + SelectionOptions.all]
  ) { invocation in
    guard
      let selection = SelectionOptions.selection(of: invocation)
        ?? (invocation[all] ? ReviewSelection.all : nil)
    else { throw UsageError("say what: --all, --group, --unit or --action") }
    return try await invocation.withLibrary { library in
      let report = ReviewReport(verb: "Put back", invocation: invocation)
      let outcome = try report.following { progress in
        try library.restore(selection, cancellation: invocation.cancellation, progress: progress)
      }
      return try report.show(outcome)
    }
  }
}
