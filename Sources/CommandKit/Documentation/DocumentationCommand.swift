/// The hidden command by which the build makes the manual page and the reference.
enum DocumentationCommand {
  enum Form: String, CaseIterable, Sendable {
    case man
    case reference
  }

  private static let form = Argument(
    "FORM", .choice(of: Form.self), help: "The manual page, or the reference in Markdown.")

  static func command(for root: Command, _ version: String) -> Command {
    Command(
      "documentation", abstract: "Print the manual page or the command reference.",
      parameters: [form], isHidden: true
    ) { invocation in
      let program = Program(root, version: version)
      switch invocation[form] {
      case .man: try invocation.console.write(ManualPage(program).text)
      case .reference: try invocation.console.write(MarkdownReference(program).text)
      }
      return .success
    }
  }
}
