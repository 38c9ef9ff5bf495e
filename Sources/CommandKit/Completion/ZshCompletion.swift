/// Completion for zsh: one function a command, each built on `_arguments`.
struct ZshCompletion {
  let entries: [CommandEntry]

  var script: String {
    let name = entries[0].title
    let function = ShellText.functionName(name)
    return """
      #compdef \(name)
      # Completion of \(name) for zsh. Made by `\(name) completion zsh`.

      \(entries.map(body).joined(separator: "\n\n"))

      # Loaded by compinit the file is the function's body; sourced it has to be announced.
      if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
        \(function) "$@"
      else
        compdef \(function) \(name)
      fi

      """
  }

  private func body(_ entry: CommandEntry) -> String {
    let commands = entry.command.visibleSubcommands
    var specs = entry.allOptions.map(spec)
    if commands.isEmpty {
      specs += entry.arguments.enumerated().map(argument)
    } else {
      specs += [
        ShellText.quoted("1:command:->command"), ShellText.quoted("*::argument:->argument"),
      ]
    }
    let lines = [
      "\(ShellText.functionName(entry.title))() {",
      "  local curcontext=\"$curcontext\" state line",
      "  typeset -A opt_args",
      "  _arguments -s -S -C \\",
      specs.map { "    " + $0 }.joined(separator: " \\\n"),
    ]
    return (lines + (commands.isEmpty ? [] : dispatch(entry, commands)) + ["}"])
      .joined(separator: "\n")
  }

  private func dispatch(_ entry: CommandEntry, _ commands: [Command]) -> [String] {
    let rows = commands.map { command in
      "        " + ShellText.quoted("\(command.name):\(ShellText.brief(command.abstract))")
    }
    let cases = commands.map { command in
      "        \(command.name)) \(ShellText.functionName(entry.title + " " + command.name)) ;;"
    }
    return ["  case $state in", "    command)", "      local -a commands=("] + rows + [
      "      )", "      _describe -t commands command commands ;;", "    argument)",
      "      case $line[1] in",
    ] + cases + ["      esac ;;", "  esac"]
  }

  /// `'(-n --limit)'{-n,--limit}'[help]:N: '`.
  private func spec(_ option: Declaration) -> String {
    let help =
      "[" + escaped(ShellText.brief(option.help)) + "]"
      + (option.kind == .option ? action(option) : "")
    let isLong = option.kind == .option
    let words = option.spellings.map { word in
      // `=` lets the value follow in the same word as well; `+` does for one letter.
      isLong ? word + (word.hasPrefix("--") ? "=" : "+") : word
    }
    let excluded = option.repeats ? "*" : "(" + option.spellings.joined(separator: " ") + ")"
    guard words.count > 1 else { return ShellText.quoted(excluded + words[0] + help) }
    return ShellText.quoted(excluded) + "{" + words.joined(separator: ",") + "}"
      + ShellText.quoted(help)
  }

  private func argument(_ position: Int, _ declaration: Declaration) -> String {
    let place = declaration.repeats ? "*" : "\(position + 1)"
    let optional = declaration.repeats || declaration.minimumCount > 0 ? "" : ":"
    return ShellText.quoted(place + optional + action(declaration))
  }

  private func action(_ declaration: Declaration) -> String {
    let action =
      switch declaration.completion {
      case .none: " "
      case .file: "_files"
      case .folder: "_files -/"
      case .choices: "(" + declaration.choices.map(\.name).joined(separator: " ") + ")"
      }
    return ":\(declaration.placeholder):\(action)"
  }

  /// `_arguments` ends a description at a bracket and a field at a colon.
  private func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if "[]:\\".contains(character) { escaped += "\\" }
      escaped.append(character)
    }
    return escaped
  }
}
