/// The command that prints completion scripts.
enum CompletionCommand {
  private static let shell = Argument(
    "SHELL", .choice(of: Shell.self), help: "The shell to write the script for.")

  static func command(for root: Command) -> Command {
    let name = root.name
    return Command(
      "completion", abstract: "Print a script that lets a shell complete commands and options.",
      examples: [
        Example("source <(\(name) completion bash)", "In ~/.bashrc:"),
        Example("\(name) completion zsh > \"${fpath[1]}/_\(name)\"", "Once, for zsh:"),
        Example(
          "\(name) completion fish > ~/.config/fish/completions/\(name).fish", "Once, for fish:"),
      ],
      parameters: [shell]
    ) { invocation in
      let program = Program(root, version: "")
      try invocation.console.write(invocation[shell].completionScript(for: program))
      return .success
    }
  }
}
