import CommandKit
import Core
import Testing

@Suite struct HelpTests {
  @Test(arguments: ["find --help", "find -h", "find a -vh", "help find"])
  func helpOfACommand(line: String) async {
    let help = await SampleProgram.run(line)
    #expect(help.code == .success)
    #expect(help.errors.isEmpty)
    #expect(
      help.output == """
        Find the pictures that look alike.

        Usage: sample find [OPTIONS] [PATH...]

        Compares all pictures.

        Nothing is changed.

        Arguments:
          [PATH...]  The folders to look at.

        Options:
          -n, --limit N          Show at most N groups. (environment: SAMPLE_LIMIT;
                                 default: 20)
          -t, --threshold X      The least similarity. (default: 0.5)
              --relation CHOICE  How alike they have to be. (one of: exact, near,
                                 similar; default: near)
              --max-size SIZE    Skip larger files. (default: 10MB)
              --timeout TIME     Give up on a file after TIME. (default: 30s)
          -x, --exclude GLOB     Leave out what matches. (may be repeated; environment:
                                 SAMPLE_EXCLUDE)
          -o, --output FILE      Write to FILE.
          -v, --verbose          Say more.
          -w, --[no-]watch       Go on for ever. (environment: SAMPLE_WATCH)
              --json             Print the results as JSON, alone on standard output.
              --csv              Print the results as CSV.
          -h, --help             Show this help.

        Options of every command:
              --library FOLDER  The library to work on. (environment: SAMPLE_LIBRARY;
                                default: the data folder)
              --color WHEN      When to colour: auto means on a terminal, unless
                                NO_COLOR is set. (one of: auto, always, never; default:
                                auto)
          -q, --quiet           Print results, warnings and errors only: no progress, no
                                remarks.

        Examples:
          Look at one folder:
            $ sample find ~/Pictures

        """)
  }

  @Test(arguments: ["", "--help", "help", "-h"])
  func helpOfTheProgramListsItsCommands(line: String) async {
    let help = await SampleProgram.run(line)
    #expect(help.code == .success)
    #expect(
      help.output.contains(
        """
        Usage: sample [OPTIONS] COMMAND

        Commands:
          find        Find the pictures that look alike.
          copy        Copy a file.
          login       Sign in.
          models      Look after models.
          completion  Print a script that lets a shell complete commands and options.
        """))
    #expect(!help.output.contains("documentation"))
    #expect(help.output.contains("outranks its environment variable"))
  }

  @Test func helpOfACommandInACommand() async {
    let help = await SampleProgram.run("help models pull")
    #expect(help.output.contains("Usage: sample models pull [OPTIONS] SOURCE"))
  }

  @Test(arguments: [40, 60, 80, 100])
  func helpFitsTheTerminal(width: Int) async {
    let help = await SampleProgram.run("find --help", environment: ["COLUMNS": "\(width)"])
    for line in help.output.split(separator: "\n") where !line.contains("--") {
      #expect(DisplayWidth.of(String(line)) <= width, "\(line)")
    }
  }

  @Test func colorsAreAnOptionAway() async {
    let forced = await SampleProgram.run("find -h", environment: ["CLICOLOR_FORCE": "1"])
    #expect(forced.output.contains("\u{1B}[1mUsage:\u{1B}[0m"))
    let refused = await SampleProgram.run(
      "find -h", environment: ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"])
    #expect(!refused.output.contains("\u{1B}"))
  }

  @Test func theVersion() async {
    let result = await SampleProgram.run("--version")
    #expect(result.output == "sample 1.2.3\n")
    #expect(result.code == .success)
    #expect(await SampleProgram.run("find --version").code == .usage)
  }

  @Test func theReferenceNamesEverything() async {
    let reference = await SampleProgram.run("documentation reference").output
    for word in ["## `sample models pull`", "`-n, --limit N`", "`SAMPLE_LIMIT`", "| 64 |"] {
      #expect(reference.contains(word), "\(word)")
    }
    #expect(reference.contains("`--relation CHOICE` | How alike they have to be.<br>`exact`: the"))
    #expect(!reference.contains("`sample documentation`"))
  }
}
