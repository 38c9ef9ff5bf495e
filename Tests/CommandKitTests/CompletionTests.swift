import CommandKit
import Foundation
import TestSupport
import Testing

@Suite struct CompletionTests {
  private static let hasZsh = ShellRun.find("zsh") != nil
  private static let hasFish = ShellRun.find("fish") != nil
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for shell in Shell.allCases {
      let script = shell.completionScript(for: SampleProgram.program)
      try folder.write(script.utf8, to: shell == .zsh ? "_sample" : "sample.\(shell.rawValue)")
    }
    try folder.write([], to: "files/a picture.jpg")
    try folder.write([], to: "files/inner/x")
  }

  private func path(_ name: String) -> String { folder.url.appending(path: name).path }

  // MARK: bash

  @Test func bashAcceptsTheScript() throws {
    let result = try ShellRun.run("bash", ["-n", path("sample.bash")])
    #expect(result.status == 0, "\(result.text)")
  }

  @Test(arguments: [
    (["fi"], "find"), (["models", ""], "list pull"), (["models", "p"], "pull"),
    (["find", "--lim"], "--limit"), (["find", "--relation", ""], "exact near similar"),
    (["find", "--relation", "=", "e"], "exact"),
    (["find", "--relation", "="], "exact near similar"),
    (["--library", "models", ""], "find copy login models completion"),
    (["--color", "=", "never", "mod"], "models"), (["completion", ""], "bash zsh fish"),
    (["copy", "files/"], "files/a picture.jpg files/inner"), (["find", "files/"], "files/inner"),
    (["find", "--library", "files/"], "files/inner"), (["find", "--limit", ""], ""),
    (["find", "--", "--"], ""),
  ])
  func bashCompletes(words: [String], expected: String) throws {
    let quoted = (["sample"] + words).map { "'\($0)'" }.joined(separator: " ")
    let script = """
      cd '\(folder.url.path)'; source sample.bash
      COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count); _sample
      echo "${COMPREPLY[*]}"
      """
    let result = try ShellRun.run("bash", ["--norc", "-c", script])
    let sorted = { (text: String) in text.split(separator: " ").sorted() }
    #expect(sorted(result.text.trimmingCharacters(in: .newlines)) == sorted(expected))
  }

  // MARK: zsh

  @Test(.enabled(if: hasZsh, "zsh is not installed"))
  func zshAcceptsTheScript() throws {
    let result = try ShellRun.run("zsh", ["-n", path("_sample")])
    #expect(result.status == 0, "\(result.text)")
  }

  @Test(.enabled(if: hasZsh, "zsh is not installed"))
  func zshCompletes() throws {
    // A pseudo-terminal of zsh's own, in which Tab is pressed as a person would.
    let script = """
      zmodload zsh/zpty || exit 3
      zpty -b z zsh -f -i
      zpty -w z "PROMPT=; unsetopt zle_bracketed_paste; fpath=(\(folder.url.path) \\$fpath)"
      zpty -w z "autoload -Uz compinit; compinit -D -u; print RE''ADY"
      for attempt in {1..200}; do
        zpty -r -t z line && [[ $line == *READY* ]] && break
        sleep 0.02
      done
      zpty -w -n z $'sample models p\\t'
      seen=
      for attempt in {1..200}; do
        zpty -r -t z part && seen+=$part
        [[ $seen == *pull* ]] && break
        sleep 0.02
      done
      zpty -d z
      print -r -- $seen
      """
    let result = try ShellRun.run("zsh", ["-f", "-c", script])
    #expect(result.text.contains("pull"), "\(result.text)")
  }

  // MARK: fish

  @Test(.enabled(if: hasFish, "fish is not installed"))
  func fishAcceptsTheScript() throws {
    let result = try ShellRun.run("fish", ["--no-config", "--no-execute", path("sample.fish")])
    #expect(result.status == 0, "\(result.text)")
  }

  @Test(
    .enabled(if: hasFish, "fish is not installed"),
    arguments: [
      ("sample fi", ["find"]), ("sample models ", ["list", "pull"]),
      ("sample find --relation ", ["exact", "near", "similar"]), ("sample find --lim", ["--limit"]),
      ("sample --library models mod", ["models"]),
      ("sample completion ", ["bash", "fish", "zsh"]),
    ])
  func fishCompletes(line: String, expected: [String]) throws {
    let result = try ShellRun.run(
      "fish", ["--no-config", "-c", "source '\(path("sample.fish"))'; complete -C '\(line)'"])
    let words = result.text.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
    #expect(words.sorted() == expected, "\(result.text)")
  }

  // MARK: the manual page

  @Test(.enabled(if: ShellRun.find("groff") != nil, "groff is not installed"))
  func theManualPageIsRendered() throws {
    let page = try folder.write(ManualPage(SampleProgram.program).text.utf8, to: "sample.1")
    let result = try ShellRun.run("groff", ["-man", "-Tutf8", "-ww", "-P-cbou", page.path])
    #expect(result.status == 0)
    #expect(!result.text.contains("warning:"), "\(result.text)")
    for words in [
      "sample - Look at pictures.", "sample find [OPTIONS] [PATH...]", "-n, --limit N",
      "SAMPLE_LIMIT", "EXIT STATUS", "sample find ~/Pictures", "\"${fpath[1]}/_sample\"",
    ] {
      #expect(result.text.contains(words), "\(words)")
    }
  }
}
