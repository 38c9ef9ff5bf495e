/// Completion for fish 3 and later.
struct FishCompletion {
  let entries: [CommandEntry]

  private var name: String { entries[0].title }
  private var function: String { "_" + ShellText.functionName(name) + "_at" }

  var script: String {
    """
    # Completion of \(name) for fish. Made by `\(name) completion fish`.

    # Whether the words before the cursor name a command.
    function \(function)
        set -l path \(ShellText.fishQuoted(name))
        set -l tokens (commandline -opc)
        set -e tokens[1]
        set -l skip 0
        for token in $tokens
            if test $skip -eq 1
                set skip 0
                continue
            end
            switch "$path $token"
    \(cases)
            end
        end
        test "$path" = "$argv[1]"
    end

    complete -c \(name) -f
    \(entries.flatMap(lines).joined(separator: "\n"))

    """
  }

  private var cases: String {
    var lines: [String] = []
    for entry in entries {
      for command in entry.command.visibleSubcommands {
        let title = ShellText.fishQuoted("\(entry.title) \(command.name)")
        lines += ["            case \(title)", "                set path \(title)"]
      }
      let patterns = entry.allOptions.filter { $0.kind == .option }.flatMap(\.spellings)
        .map { ShellText.fishQuoted("\(entry.title) \($0)") }
      if !patterns.isEmpty {
        lines += [
          "            case \(patterns.joined(separator: " "))", "                set skip 1",
        ]
      }
    }
    return lines.joined(separator: "\n")
  }

  private func lines(_ entry: CommandEntry) -> [String] {
    let condition = ShellText.fishQuoted("\(function) \(ShellText.fishQuoted(entry.title))")
    let start = "complete -c \(name) -n \(condition)"
    let commands = entry.command.visibleSubcommands.map { command in
      "\(start) -a \(command.name) -d \(ShellText.fishQuoted(ShellText.brief(command.abstract)))"
    }
    let arguments = entry.arguments.map { start + values($0) }.filter { $0 != start }
    let options = entry.allOptions.flatMap { option in
      let help = " -d \(ShellText.fishQuoted(ShellText.brief(option.help)))"
      let short = option.short.map { " -s \($0)" } ?? ""
      let value = option.kind == .option ? " -r" + values(option) : ""
      let line = start + short + " -l \(option.name)" + value + help
      return option.showsNegation ? [line, start + " -l no-\(option.name)" + help] : [line]
    }
    return commands + arguments + options
  }

  private func values(_ declaration: Declaration) -> String {
    switch declaration.completion {
    case .none: declaration.kind == .option ? " -f" : ""
    case .file: " -F"
    case .folder: " -f -a '(__fish_complete_directories)'"
    case .choices:
      " -f -a \(ShellText.fishQuoted(declaration.choices.map(\.name).joined(separator: " ")))"
    }
  }
}
