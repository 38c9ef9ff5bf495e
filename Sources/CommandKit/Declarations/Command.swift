/// A command as a value: what can be written after its name, how it is explained, and what it does.
package struct Command: Sendable {
  /// What a command does once its line has been understood. Throwing ends the program with the exit
  /// code of ``ExitCode/init(for:)``; results go to `invocation.console`.
  package typealias Action = @Sendable (Invocation) async throws -> ExitCode

  package let name: String
  /// One sentence, shown in lists of commands.
  package let abstract: String
  /// Paragraphs separated by empty lines; may be empty.
  package let discussion: String
  package let examples: [Example]
  /// Options here hold for the subcommands as well, before or after the subcommand's name.
  package let parameters: [any Parameter]
  /// Sets of options of which a line may have one only.
  package let exclusive: [[any Parameter]]
  package let subcommands: [Command]
  package let isHidden: Bool
  /// `nil` for a command that only holds subcommands.
  package let action: Action?

  package init(
    _ name: String, abstract: String, discussion: String = "", examples: [Example] = [],
    parameters: [any Parameter] = [], exclusive: [[any Parameter]] = [],
    subcommands: [Command] = [], isHidden: Bool = false, action: Action? = nil
  ) {
    self.name = name
    self.abstract = abstract
    self.discussion = discussion
    self.examples = examples
    self.parameters = parameters
    self.exclusive = exclusive
    self.subcommands = subcommands
    self.isHidden = isHidden
    self.action = action
  }

  /// The flags and options, in the order of their declaration.
  var options: [Declaration] { declarations.filter { $0.kind != .argument } }

  /// The arguments, in the order of the line.
  var arguments: [Declaration] { declarations.filter { $0.kind == .argument } }

  var visibleSubcommands: [Command] { subcommands.filter { !$0.isHidden } }

  private var declarations: [Declaration] { parameters.map(\.declaration) }

  func subcommand(named name: String) -> Command? { subcommands.first { $0.name == name } }

  /// The same command with more parameters and subcommands at the end.
  func adding(parameters: [any Parameter], subcommands: [Command]) -> Command {
    Command(
      name, abstract: abstract, discussion: discussion, examples: examples,
      parameters: self.parameters + parameters, exclusive: exclusive,
      subcommands: self.subcommands + subcommands, isHidden: isHidden, action: action)
  }
}
