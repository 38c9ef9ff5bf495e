/// Completion for bash 3.2 and later, without the bash-completion package.
struct BashCompletion {
  let entries: [CommandEntry]

  var script: String {
    let name = entries[0].title
    let function = ShellText.functionName(name)
    return """
      # Completion of \(name) for bash. Made by `\(name) completion bash`.

      # What follows an option of a command: "file", "folder", "text", or "choices" and the choices.
      \(function)_value() {
        case "$1 $2" in
      \(valueCases)
          *) REPLY= ;;
        esac
      }

      # The words that may stand after a command: its commands in REPLY, its options in OPTIONS, and
      # the kind of its arguments in KIND.
      \(function)_words() {
        case "$1" in
      \(wordCases)
        esac
      }

      \(function)_reply() {
        local line
        COMPREPLY=()
        while IFS= read -r line; do COMPREPLY+=("$line"); done
      }

      \(function)_complete() {
        case $1 in
          file) compopt -o filenames 2>/dev/null; \(function)_reply < <(compgen -f -- "$2") ;;
          folder) compopt -o filenames 2>/dev/null; \(function)_reply < <(compgen -d -- "$2") ;;
          choices\\ *) \(function)_reply < <(compgen -W "${1#choices }" -- "$2") ;;
        esac
      }

      \(function)() {
        local REPLY OPTIONS KIND word next cur prev index path=\(ShellText.quoted(name)) ended=
        COMPREPLY=()
        cur=${COMP_WORDS[COMP_CWORD]}
        prev=${COMP_WORDS[COMP_CWORD-1]}
        # bash takes `--name=value` apart at the equals sign.
        if [[ $cur == = ]]; then
          cur=
        elif [[ $prev == = ]]; then
          prev=${COMP_WORDS[COMP_CWORD-2]}
        fi
        for ((index = 1; index < COMP_CWORD; index++)); do
          word=${COMP_WORDS[index]}
          if [[ $word == -- ]]; then ended=1; break; fi
          \(function)_value "$path" "$word"
          if [[ -n $REPLY ]]; then
            [[ ${COMP_WORDS[index+1]} == = ]] && ((index++))
            ((index++))
            continue
          fi
          \(function)_words "$path"
          for next in $REPLY; do
            if [[ $next == "$word" ]]; then path="$path $word"; break; fi
          done
        done
        if [[ -z $ended ]]; then
          \(function)_value "$path" "$prev"
          if [[ -n $REPLY ]]; then \(function)_complete "$REPLY" "$cur"; return; fi
        fi
        \(function)_words "$path"
        if [[ -z $ended && $cur == -* ]]; then
          \(function)_reply < <(compgen -W "$OPTIONS" -- "$cur")
        elif [[ -n $REPLY ]]; then
          \(function)_reply < <(compgen -W "$REPLY" -- "$cur")
        else
          \(function)_complete "$KIND" "$cur"
        fi
      }

      complete -F \(function) \(name)

      """
  }

  private var valueCases: String {
    var lines: [String] = []
    for entry in entries {
      for option in entry.allOptions where option.kind == .option {
        let patterns = option.spellings.map { ShellText.quoted("\(entry.title) \($0)") }
        let reply = ShellText.quoted(kind(of: option))
        lines.append("    \(patterns.joined(separator: " | "))) REPLY=\(reply) ;;")
      }
    }
    return lines.joined(separator: "\n")
  }

  private var wordCases: String {
    entries.map { entry in
      let commands = entry.command.visibleSubcommands.map(\.name).joined(separator: " ")
      let options = entry.allOptions.flatMap(\.spellings).joined(separator: " ")
      // Arguments are not counted here; the first whose values can be listed stands for all.
      let argument = entry.arguments.first { $0.completion != .none }.map(kind) ?? ""
      return "    \(ShellText.quoted(entry.title))) REPLY=\(ShellText.quoted(commands))"
        + " OPTIONS=\(ShellText.quoted(options)) KIND=\(ShellText.quoted(argument)) ;;"
    }.joined(separator: "\n")
  }

  private func kind(of declaration: Declaration) -> String {
    switch declaration.completion {
    case .none: "text"
    case .file: "file"
    case .folder: "folder"
    case .choices: "choices " + declaration.choices.map(\.name).joined(separator: " ")
    }
  }
}
