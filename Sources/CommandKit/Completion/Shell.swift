/// A shell for which completion can be written.
package enum Shell: String, CaseIterable, Sendable {
  case bash
  case zsh
  case fish

  /// The script that makes the shell complete the program's commands, options and values.
  package func completionScript(for program: Program) -> String {
    let entries = CommandEntry.all(from: [program.root])
    return switch self {
    case .bash: BashCompletion(entries: entries).script
    case .zsh: ZshCompletion(entries: entries).script
    case .fish: FishCompletion(entries: entries).script
    }
  }
}
