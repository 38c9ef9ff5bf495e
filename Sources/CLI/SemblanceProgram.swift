package import CommandKit

/// The commands of `semblance`, each declared once in a file of its own.
package enum SemblanceProgram {
  package static let version = "0.1.0"

  package static let program = Program(root, version: version)

  private static let root = Command(
    "semblance", abstract: "Find pictures that look alike, keep the best, set the rest aside.",
    discussion: """
      Semblance keeps what it knows of your pictures in a library, a folder of its own; the pictures \
      stay where they are. Nothing is moved without --yes, and nothing is ever deleted but by approve.
      """,
    examples: [
      Example("semblance index ~/Pictures", "Look at every picture in a folder:"),
      Example("semblance duplicates", "See what is there more than once, and why:"),
    ],
    parameters: [LibraryOption.library],
    subcommands: [
      IndexCommand.command, StatusCommand.command, DuplicatesCommand.command,
      VisualDuplicatesCommand.command,
      BurstsCommand.command, SetsCommand.command, ImportCommand.command, NamesCommand.command,
      FlagCommand.command,
      SearchCommand.command, SimilarCommand.command, ModelsCommand.command,
      TagCommand.command,
      ClustersCommand.command, GroupCommand.command, PairsCommand.command,
      OutliersCommand.command, AnomaliesCommand.command, QualityCommand.command,
      ShowCommand.command, StageCommand.command,
      StagedCommand.command,
      UndoCommand.command, RestoreCommand.command, ApproveCommand.command, HistoryCommand.command,
      IgnoreCommand.command, ReferenceCommand.command, CompanionsCommand.command,
      HashCommand.command, ExportCommand.command,
      DoctorCommand.command, ServeCommand.command, PasswordCommand.command, KeysCommand.command,
      AuditCommand.command,
    ])
}
