import CommandKit
import TestSupport
import Testing

@Suite struct TextTests {
  @Test(arguments: [
    (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.00 kB"), (1234, "1.23 kB"),
    (99_949, "99.9 kB"), (99_950, "100 kB"), (999_499, "999 kB"), (999_500, "1.00 MB"),
    (1_500_000, "1.50 MB"), (Int64.max, "9.22 EB"), (-2000, "-2.00 kB"),
  ])
  func sizesForPeople(bytes: Int64, expected: String) {
    #expect(ByteCount.text(bytes) == expected)
  }

  @Test(arguments: [
    ("0", 0), ("4096", 4096), ("10b", 10), ("10MB", 10_000_000), ("10MiB", 10_485_760),
    ("10M", 10_485_760), ("1.5GB", 1_500_000_000), ("2 kb", 2000), ("1tib", 1_099_511_627_776),
    ("9PB", 9_000_000_000_000_000), ("", nil), ("MB", nil), ("-1", nil), ("1.5", nil),
    ("1XB", nil), ("1MBB", nil), ("9999999999PB", nil), ("1..5MB", nil), ("１MB", nil),
  ])
  func sizesAreRead(text: String, expected: Int64?) {
    #expect(ByteCount.parse(text) == expected)
  }

  @Test func exactSizesAndTimesRoundTrip() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<2000 {
      let shift = Int.random(in: 0...62, using: &random)
      let bytes = Int64.random(in: 0...Int64.max >> shift, using: &random)
      #expect(ByteCount.parse(ByteCount.exact(bytes)) == bytes)
      let time = Duration.milliseconds(Int64.random(in: 0...500_000_000, using: &random))
      #expect(DurationText.parse(DurationText.exact(time)) == time)
    }
    #expect(ByteCount.exact(10_000_000) == "10MB")
    #expect(ByteCount.exact(1 << 20) == "1MiB")
    #expect(DurationText.exact(.seconds(5400)) == "1h30m")
  }

  @Test(arguments: [
    ("30", 30_000), ("30s", 30_000), ("1.5h", 5_400_000), ("500ms", 500), ("1h30m", 5_400_000),
    ("2d", 172_800_000), ("1m1s1ms", 61_001), ("", nil), ("s", nil), ("-1s", nil), ("1s1m", nil),
    ("1s1s", nil), ("1y", nil), ("99999999999999s", nil),
  ])
  func timesAreRead(text: String, milliseconds: Int64?) {
    #expect(DurationText.parse(text) == milliseconds.map { .milliseconds($0) })
  }

  @Test(arguments: [
    (0, "0 ms"), (120, "120 ms"), (999, "999 ms"), (4200, "4.2 s"), (59_960, "1m 00s"),
    (64_000, "1m 04s"), (7_500_000, "2h 05m"), (273_600_000, "3d 4h"), (-4200, "-4.2 s"),
  ])
  func timesForPeople(milliseconds: Int64, expected: String) {
    #expect(DurationText.text(.milliseconds(milliseconds)) == expected)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-12_345, "-12,345"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func countsInThrees(count: Int, expected: String) {
    #expect(CountText.text(count) == expected)
  }

  @Test func countsWithTheirNoun() {
    #expect(CountText.text(1, "picture") == "1 picture")
    #expect(CountText.text(2000, "copy", "copies") == "2,000 copies")
  }

  @Test(arguments: [
    (1.005, 1, "1.0"), (0.05, 1, "0.1"), (-0.04, 1, "0.0"), (2.5, 0, "3"), (1e300, 2, "1e+300"),
    (.nan, 2, "-"), (.infinity, 2, "-"), (12.3456, 3, "12.346"),
  ])
  func fixedPoint(number: Double, decimals: Int, expected: String) {
    #expect(FixedPoint.text(number, decimals: decimals) == expected)
  }

  @Test func percentages() {
    let texts = [0.256, 1, 1e300, .infinity].map { FixedPoint.percent($0) }
    #expect(texts == ["26 %", "100 %", "1e+302 %", "- %"])
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한글", 4), ("ｱ", 1), ("Ａ", 2),
    ("🙂", 2), ("👩‍👩‍👧‍👦", 2), ("🇩🇪", 2), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("\u{200B}", 0),
    ("a\u{7}b", 2), ("…", 1), ("ß", 1), ("א", 1),
  ])
  func columnsOfText(text: String, expected: Int) {
    #expect(DisplayWidth.of(text) == expected)
  }

  @Test(arguments: [
    ("/photos/2024/IMG_1.jpg", 22, "/photos/2024/IMG_1.jpg"),
    ("/photos/2024/IMG_1.jpg", 15, "/photos…G_1.jpg"), ("abcdef", 3, "a…f"), ("abcdef", 2, "…f"),
    ("abcdef", 1, "…"), ("abcdef", 0, ""), ("日本日本日本", 7, "日…日本"),
  ])
  func theMiddleGivesWay(text: String, width: Int, expected: String) {
    #expect(DisplayWidth.truncateMiddle(text, to: width) == expected)
  }

  @Test func truncatedTextNeverExceedsItsWidth() {
    var random = SeededGenerator(seed: 2)
    let letters: [Character] = ["a", "日", "e\u{301}", "🙂", "/", "-"]
    for _ in 0..<2000 {
      let count = Int.random(in: 0...30, using: &random)
      let text = String((0..<count).map { _ in letters.randomElement(using: &random)! })
      let width = Int.random(in: 0...30, using: &random)
      #expect(DisplayWidth.of(DisplayWidth.truncateMiddle(text, to: width)) <= width)
      #expect(DisplayWidth.of(DisplayWidth.truncate(text, to: width)) <= width)
    }
  }

  @Test func paragraphsAreWrapped() {
    #expect(TextWrapping.lines("aa bb cc", width: 5) == ["aa bb", "cc"])
    #expect(TextWrapping.lines("a longerthanwide b", width: 5) == ["a", "longerthanwide", "b"])
    #expect(TextWrapping.lines("", width: 5) == [])
    #expect(TextWrapping.lines("日本 日本", width: 8) == ["日本", "日本"])
    #expect(TextWrapping.paragraphs("a\nb\n\n \nc\n") == ["a\nb", "c"])
  }
}
