import CommandKit
import Core
import Testing

@Suite struct ParsingTests {
  typealias Sample = SampleProgram

  @Test(arguments: [
    ("find", 20), ("find --limit 5", 5), ("find --limit=5", 5), ("find -n 5", 5), ("find -n5", 5),
    ("find -n=5", 5), ("find -vn5", 5), ("find -vn 5", 5), ("find --limit 5 --limit 6", 6),
    ("find a --limit 7 b", 7),
  ])
  func aNumberInEverySpelling(line: String, expected: Int) throws {
    #expect(try Sample.values(line)[Sample.limit] == expected)
  }

  @Test(arguments: [
    ("find", false), ("find --verbose", true), ("find -v", true), ("find -v --no-verbose", false),
    ("find --no-verbose -v", true), ("find -wv", true), ("find -- -v", false),
  ])
  func aFlagInEverySpelling(line: String, expected: Bool) throws {
    #expect(try Sample.values(line)[Sample.verbose] == expected)
  }

  @Test func everyTypeIsRead() throws {
    let values = try Sample.values(
      "--library /l find -t -0.25 --relation EXACT --max-size 1.5GB --timeout 1h30m"
        + " -x a -x b -o out"
    )
    #expect(values[Sample.library] == "/l")
    #expect(values[Sample.threshold] == -0.25)
    #expect(values[Sample.relation] == .exact)
    #expect(values[Sample.size] == 1_500_000_000)
    #expect(values[Sample.timeout] == .seconds(5400))
    #expect(values[Sample.exclude] == ["a", "b"])
    #expect(values[Sample.output] == "out")
    #expect(values[Sample.folders] == [])
  }

  @Test func optionsOfTheProgramMayFollowTheCommand() throws {
    #expect(try Sample.values("find --library /l")[Sample.library] == "/l")
    #expect(try Sample.values("find")[Sample.library] == nil)
    #expect(try Sample.values("models list --library /l")[Sample.library] == "/l")
  }

  @Test(arguments: [
    ("find a b", ["a", "b"]), ("find a -v b", ["a", "b"]),
    ("find -- --limit -v", ["--limit", "-v"]),
    ("find -", ["-"]), ("find + - -5 -.5", ["+", "-", "-5", "-.5"]), ("find a -- b", ["a", "b"]),
    ("find -- a -- b", ["a", "--", "b"]), ("find -- find", ["find"]), ("find help", ["help"]),
  ])
  func argumentsAreWhatIsLeft(line: String, expected: [String]) throws {
    #expect(try Sample.values(line)[Sample.folders] == expected.map { FilePath($0) })
  }

  @Test func optionalArgumentsMayBeLeftOut() throws {
    #expect(try Sample.values("copy a")[Sample.count] == nil)
    #expect(try Sample.values("copy a -7")[Sample.count] == -7)
    #expect(try Sample.values("copy a 7")[Sample.source] == "a")
  }

  @Test func pathsKeepBytesThatAreNotText() throws {
    let bytes: [UInt8] = Array("/a/".utf8) + [0xFF, 0xFE]
    let line = try Sample.parse([
      "find", RawArgument(bytes: Array("--output=".utf8) + bytes), RawArgument(bytes: bytes),
      "-x", "é",
    ])
    guard case .run(_, let values) = line else {
      Issue.record("the line runs a command")
      return
    }
    #expect(values[Sample.output]?.bytes == bytes)
    #expect(values[Sample.folders] == [FilePath(bytes: bytes)])
    #expect(
      throws: UsageError(
        "--exclude needs text in UTF-8, not '\\xff'", commandPath: ["sample", "find"])
    ) {
      try Sample.parse(["find", RawArgument(bytes: Array("--exclude=".utf8) + [0xFF])])
    }
  }

  @Test func theLineOutranksTheEnvironmentWhichOutranksTheDefault() throws {
    let variables = ["SAMPLE_LIMIT": "7", "SAMPLE_EXCLUDE": "a,b", "SAMPLE_LIBRARY": "/e"]
    let values = try Sample.values("find", environment: variables)
    #expect(values[Sample.limit] == 7)
    #expect(values.source(of: Sample.limit) == .environment)
    #expect(values[Sample.exclude] == ["a", "b"])
    #expect(values[Sample.library] == "/e")
    let given = try Sample.values("find -n 8 -x c", environment: variables)
    #expect(given[Sample.limit] == 8)
    #expect(given.source(of: Sample.limit) == .commandLine)
    #expect(given[Sample.exclude] == ["c"])
    let bare = try Sample.values("find", environment: ["SAMPLE_LIMIT": ""])
    #expect(bare[Sample.limit] == 20)
    #expect(bare.source(of: Sample.limit) == .fallback)
  }

  @Test(arguments: [
    ("1", true), ("yes", true), ("TRUE", true), ("on", true), ("0", false), ("no", false),
    ("off", false), ("false", false), ("", false),
  ])
  func aFlagInTheEnvironment(value: String, expected: Bool) throws {
    let variables = ["SAMPLE_WATCH": value]
    #expect(try Sample.values("find", environment: variables)[Sample.watch] == expected)
    #expect(try Sample.values("find --no-watch", environment: variables)[Sample.watch] == false)
  }

  @Test(arguments: [
    ("fnid", "there is no command 'fnid'; did you mean 'find'?"),
    ("nonsense", "there is no command 'nonsense'"),
    ("models lisst", "there is no command 'lisst'; did you mean 'list'?"),
    ("models", "a command is missing"),
    ("find --limt 5", "there is no option '--limt'; did you mean --limit?"),
    ("find -limit 5", "--limit"),
    ("find -z", "there is no option '-z'"),
    ("find --limit", "--limit needs a value (N)"),
    ("find --limit --verbose", "--limit needs a value (N) before '--verbose'"),
    ("find --limit many", "--limit needs a whole number from 1 to 1000, not 'many'"),
    ("find --limit 0", "--limit needs a whole number from 1 to 1000, not '0'"),
    ("find --limit=", "--limit needs a whole number from 1 to 1000, not ''"),
    ("find --limit 99999999999999999999", "--limit needs a whole number"),
    ("find -t nan", "--threshold needs a number from -1 to 1, not 'nan'"),
    ("find -t inf", "--threshold needs a number from -1 to 1"),
    ("find -t 0x1p-1", "--threshold needs a number from -1 to 1"),
    ("find --relation exat", "not 'exat'; did you mean 'exact'?"),
    ("find --relation zzz", "--relation needs one of exact, near, similar, not 'zzz'"),
    ("find --max-size 10XB", "--max-size needs a size such as"),
    ("find --timeout soon", "--timeout needs a time such as"),
    ("find --output=", "--output needs a path, not ''"),
    ("find --verbose=1", "--verbose takes no value"),
    ("find --json --csv", "--json and --csv cannot be used together"),
    ("copy", "SOURCE is missing"),
    ("copy a 1 b", "'b' is one word too many"),
    ("copy a b", "COUNT needs a whole number, not 'b'"),
    ("login", "--token is required, on the line or as SAMPLE_TOKEN"),
    ("--limit 5 find", "--limit is an option of 'find' and has to stand after"),
    ("help fnid", "there is no command 'fnid'"),
  ])
  func mistakesAreNamed(line: String, expected: String) async {
    let result = await SampleProgram.run(line)
    #expect(result.code == .usage)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(expected), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 2)
    #expect(result.errors.contains("--help'."))
  }

  @Test func aWrongVariableIsNamedByItsName() throws {
    #expect(
      throws: UsageError(
        "SAMPLE_LIMIT needs a whole number from 1 to 1000, not 'x'",
        commandPath: ["sample", "find"])
    ) {
      try Sample.values("find", environment: ["SAMPLE_LIMIT": "x"])
    }
    #expect(try Sample.values("login", environment: ["SAMPLE_TOKEN": "t"])[Sample.token] == "t")
  }

  @Test func theDeclarationsAreInOrder() {
    #expect(SampleProgram.program.root.mistakes().isEmpty)
  }

  @Test func mistakenDeclarationsAreFound() {
    let twice = Flag("no-good", short: "h", help: "")
    let many = Argument(repeating: "A", .text, help: "x")
    let one = Argument("B", .text, help: "x")
    let command = Command("bad", abstract: "", parameters: [twice, twice, many, one])
    #expect(
      command.mistakes() == [
        "bad: it has no abstract", "bad: it does nothing", "bad: --no-good is declared twice",
        "bad: -h is declared twice", "bad: -h is declared twice", "bad: --no-good has no help",
        "bad: --no-good reads as a negation", "bad: --no-good has no help",
        "bad: --no-good reads as a negation", "bad: only the last argument can repeat",
      ])
  }

  @Test(arguments: [
    ("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3), ("ab", "ba", 1), ("ca", "abc", 3),
    ("index", "index", 0), ("idnex", "index", 1),
  ])
  func editDistances(left: String, right: String, expected: Int) {
    #expect(Spelling.distance(left, right) == expected)
    #expect(Spelling.distance(right, left) == expected)
  }

  @Test func guessesAreNearOrUnambiguousBeginnings() {
    let names = ["index", "search", "similar", "stage", "status"]
    #expect(Spelling.nearest(to: "serach", among: names) == "search")
    #expect(Spelling.nearest(to: "ind", among: names) == "index")
    #expect(Spelling.nearest(to: "st", among: names) == nil)
    #expect(Spelling.nearest(to: "remove", among: names) == nil)
    #expect(Spelling.nearest(to: "", among: names) == nil)
  }
}
