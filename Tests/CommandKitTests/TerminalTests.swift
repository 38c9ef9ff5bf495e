import CommandKit
import Core
import Synchronization
import Testing

@Suite struct TerminalTests {
  private static let screen = TerminalTraits(
    isInteractive: true, hasColors: false, width: 80, hasUnicode: true)
  private static let plain = Styles(areOn: false)

  @Test(arguments: [
    ([:], ColorPreference.automatic, false), (["CLICOLOR_FORCE": "1"], .automatic, true),
    (["CLICOLOR_FORCE": "0"], .automatic, false),
    (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], .automatic, false),
    (["NO_COLOR": "1"], .always, true), (["CLICOLOR_FORCE": "1"], .never, false),
    (["NO_COLOR": "", "CLICOLOR_FORCE": "1"], .automatic, true),
  ])
  func colorsWithoutATerminal(
    variables: [String: String], preference: ColorPreference, expected: Bool
  ) {
    let traits = TerminalTraits(
      descriptor: nil, environment: Environment(variables), preference: preference)
    #expect(traits.hasColors == expected)
    #expect(!traits.isInteractive)
  }

  @Test func widthAndEncodingOfTheEnvironment() {
    func traits(_ variables: [String: String]) -> TerminalTraits {
      TerminalTraits(descriptor: nil, environment: Environment(variables))
    }
    #expect(traits([:]).width == 80)
    #expect(traits(["COLUMNS": "132"]).width == 132)
    #expect(traits(["COLUMNS": "3"]).width == 20)
    #expect(traits(["LANG": "C.UTF-8"]).hasUnicode)
    #expect(!traits(["LANG": "C.UTF-8", "LC_ALL": "C"]).hasUnicode)
  }

  @Test func aTableAlignsItsColumns() {
    var table = Table([
      .init("File", isFlexible: true), .init("Size", .trailing), .init("Kind"),
    ])
    table.add(["/photos/日本/a.jpg", "1.5 MB", "JPEG"])
    table.add(["b.png", "999 bytes", ""])
    #expect(
      table.lines() == [
        "File                     Size  Kind", "/photos/日本/a.jpg     1.5 MB  JPEG",
        "b.png               999 bytes",
      ])
    #expect(table.lines(width: 30)[1] == "/photo…/a.jpg     1.5 MB  JPEG")
    for line in table.lines(width: 30) { #expect(DisplayWidth.of(line) <= 30) }
  }

  @Test func theBarFitsEveryWidth() {
    let counts = ProgressCounts(done: 4512, skipped: 12, failed: 3, total: 10_000)
    #expect(
      ProgressLine(
        label: "Pulling", counts: ProgressCounts(done: 1_500_000, total: 350_000_000),
        rate: 2_000_000, unit: .bytes
      ).plainText == "Pulling: 0 %, 1.50 MB/350 MB, 2.00 MB/s, ETA 2m 55s")
    let line = ProgressLine(label: "Indexing", counts: counts, rate: 85.2)
    var terminal = Self.screen
    terminal.width = 120
    #expect(
      line.text(on: terminal, styles: Self.plain)
        == "Indexing  ━━━━━━━━━━──────────────  45 %  4,512/10,000  85/s  ETA 1m 05s"
        + "  12 skipped, 3 failed")
    for width in 20...140 {
      terminal.width = width
      let text = line.text(on: terminal, styles: Self.plain)
      #expect(DisplayWidth.of(text) < width)
      #expect(width < 24 || text.contains("4,512/10,000"), "\(text)")
    }
    #expect(
      line.plainText == "Indexing: 45 %, 4,512/10,000, 85/s, ETA 1m 05s, 12 skipped, 3 failed")
  }

  @Test func theBarIsFullOnlyAtTheEnd() {
    func percentage(_ done: Int, of total: Int?) -> String {
      ProgressLine(label: "x", counts: ProgressCounts(done: done, total: total)).plainText
    }
    #expect(percentage(9999, of: 10_000) == "x: 99 %, 9,999/10,000")
    #expect(percentage(10_000, of: 10_000) == "x: 100 %, 10,000/10,000")
    #expect(percentage(0, of: 0) == "x: 100 %, 0/0")
    #expect(percentage(5, of: nil) == "x: 5")
  }

  /// A clock that a test moves.
  private final class Clock: Sendable {
    private let time = Mutex(Duration.zero)
    func advance(_ duration: Duration) { time.withLock { $0 += duration } }
    func now() -> Duration { time.withLock { $0 } }
  }

  @Test func onATerminalTheLineIsRedrawnTenTimesASecond() {
    let errors = CapturedOutput()
    let console = Console(
      output: CapturedOutput(), errors: errors, environment: Environment([:]),
      errorTraits: Self.screen)
    let clock = Clock()
    let bar = ProgressBar("Indexing", total: 1000, on: console, now: clock.now)
    for _ in 0..<1000 {
      clock.advance(.milliseconds(1))
      bar.advance()
    }
    let drawn = errors.text.split(separator: "\r").count
    #expect((9...11).contains(drawn), "\(drawn)")
    bar.finish()
    bar.finish()
    #expect(errors.text.hasSuffix("\r\u{1B}[KIndexing: 100 %, 1,000/1,000, 1,000/s\n"))
  }

  @Test func elsewhereTenthsArePlainLines() {
    let errors = CapturedOutput()
    let console = Console(
      output: CapturedOutput(), errors: errors, environment: Environment([:]))
    let clock = Clock()
    let bar = ProgressBar("Indexing", total: 100, on: console, now: clock.now)
    for item in 0..<100 {
      clock.advance(.milliseconds(200))
      bar.advance(failed: item == 0)
    }
    let lines = errors.text.split(separator: "\n")
    #expect(lines.count == 10)
    #expect(lines[0] == "Indexing: 10 %, 10/100, 5.0/s, ETA 18s, 1 failed")
    #expect(!errors.text.contains("\u{1B}"))
  }

  @Test func elsewhereWorkThatIsSoonDoneLeavesNoLines() {
    let errors = CapturedOutput()
    let console = Console(
      output: CapturedOutput(), errors: errors, environment: Environment([:]))
    let clock = Clock()
    let bar = ProgressBar("Moving", total: 100, on: console, now: clock.now)
    for _ in 0..<100 {
      clock.advance(.milliseconds(15))
      bar.advance()
    }
    bar.remove()
    bar.finish()
    #expect(errors.text.isEmpty)
  }

  @Test func withoutATotalALineComesEveryTenSeconds() {
    let errors = CapturedOutput()
    let console = Console(output: CapturedOutput(), errors: errors, environment: Environment([:]))
    let clock = Clock()
    let bar = ProgressBar("Scanning", on: console, now: clock.now)
    for _ in 0..<35 {
      clock.advance(.seconds(1))
      bar.advance()
    }
    #expect(errors.text.split(separator: "\n").count == 3)
  }

  @Test func quietMeansNoProgressAndNoRemarks() throws {
    let errors = CapturedOutput()
    let output = CapturedOutput()
    let console = Console(
      output: output, errors: errors, environment: Environment([:]), isQuiet: true,
      errorTraits: Self.screen)
    let bar = ProgressBar("Indexing", total: 2, on: console)
    bar.advance()
    console.note("a remark")
    bar.finish()
    #expect(errors.text.isEmpty)
    console.warning("careful")
    try console.print("result")
    try console.finish()
    #expect(errors.text == "warning: careful\n")
    #expect(output.text == "result\n")
  }

  @Test func otherTextTakesTheBarsPlaceAndTheBarComesBack() {
    let errors = CapturedOutput()
    let console = Console(
      output: CapturedOutput(), errors: errors, environment: Environment([:]),
      errorTraits: Self.screen)
    let bar = ProgressBar("Indexing", on: console, now: { .zero })
    bar.advance()
    console.warning("a.jpg is broken")
    #expect(
      errors.text == "\r\u{1B}[KIndexing  1\r\u{1B}[Kwarning: a.jpg is broken\nIndexing  1")
  }

  @Test func aBugAsksToBeReported() {
    let errors = CapturedOutput()
    let console = Console(output: CapturedOutput(), errors: errors, environment: Environment([:]))
    console.report(Fault("engine.broken", .bug, "the index is inconsistent", path: "/a"))
    #expect(errors.text.contains("error: /a: the index is inconsistent\n"))
    #expect(errors.text.contains("(engine.broken); please report it."))
  }
}
