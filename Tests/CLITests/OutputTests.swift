import Core
import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct OutputTests {
  private static func indexed() throws -> Semblance {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    try semblance.run("index", "-q", "pictures")
    return semblance
  }

  @Test func unreadableFilesAreNamedAndExitWithTwo() throws {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    try Pictures.write(
      Pictures.bitmap(seed: 5).prefix(4000), to: "cut.bmp", in: semblance.pictures)
    let first = try semblance.run("index", "pictures")
    #expect(first.code == 2)
    #expect(first.errors.contains("cut.bmp"))
    let second = try semblance.run("index", "pictures")
    #expect(second.code == 2)
    #expect(second.errors.contains("semblance status --failures"))
    #expect(try semblance.run("status", "--failures").text.contains("cut.bmp"))
    try Pictures.write(Pictures.bitmap(seed: 5), to: "cut.bmp", in: semblance.pictures)
    #expect(try semblance.run("index", "pictures").code == 0)
  }

  @Test(arguments: [
    ["index", "--json"], ["status", "--json"], ["status", "--failures", "--json"],
    ["duplicates", "--json"], ["duplicates", "--last", "--json"], ["stage", "--json"],
    ["staged", "--json"], ["history", "--json"], ["reference", "list", "--json"],
    ["doctor", "--json"], ["similar", "--json", "pictures/one.bmp"],
    ["show", "--json", "pictures/one.bmp"], ["hash", "--json", "pictures/one.bmp"],
  ])
  func jsonStandsAlone(words: [String]) throws {
    let semblance = try Self.indexed()
    try semblance.run("duplicates", "-q")
    let result = try semblance.run(words)
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.json != nil, "\(result.text)")
  }

  @Test func aReaderThatGoesAwayIsNoFailure() throws {
    let semblance = try Self.indexed()
    let result = try semblance.shell("semblance export | head -n 1 | wc -l; echo ${PIPESTATUS[0]}")
    #expect(result.text == "1\n0\n")
    #expect(result.errors.isEmpty)
  }

  @Test func namesThatAreNotUTF8SurviveThePipe() throws {
    let semblance = try Self.indexed()
    // A name in Latin-1, and one with a line break.
    let odd =
      semblance.pictures.path.utf8.map { $0 } + Array("/copies/caf".utf8) + [0xE9, 10]
      + Array(".bmp".utf8)
    let source = FilePath(semblance.pictures.appending(path: "three.bmp").path)
    let status = source.withCString { from in
      FilePath(bytes: odd).withCString { link(from, $0) }
    }
    #expect(status == 0)
    #expect(try semblance.run("index", "pictures").code == 0)
    let result = try semblance.shell(
      "semblance duplicates -q -0 | xargs -0 stat -c %s -- | sort -u | wc -l; "
        + "semblance duplicates --last -0 | tr -cd '\\0' | wc -c")
    #expect(
      result.text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.last == "3"
    )
    #expect(!result.errors.contains("No such file"), "\(result.errors)")
    let json = try semblance.run("duplicates", "--last", "--json")
    #expect(json.json != nil)
    #expect(json.text.contains("path_bytes"))
  }

  @Test func coloursObeyTheEnvironment() throws {
    let semblance = try Self.indexed()
    semblance.environment["CLICOLOR_FORCE"] = "1"
    #expect(try semblance.run("status").text.contains("\u{1B}["))
    semblance.environment["NO_COLOR"] = "1"
    for words in [["status"], ["duplicates"], ["stage"], ["--help"]] {
      let result = try semblance.run(words)
      #expect(!result.text.contains("\u{1B}["))
      #expect(!result.errors.contains("\u{1B}["))
    }
  }

  @Test func theListingSaysWhatAndWhy() throws {
    let semblance = try Self.indexed()
    let result = try semblance.run("duplicates")
    #expect(result.code == 0)
    #expect(result.text.contains("#1 exact copy · 1 copy · 230 kB to reclaim"))
    #expect(result.text.contains("✓  320×240"))
    #expect(result.text.contains("copies/two small.webp"))
    #expect(result.text.contains("2 groups with 2 copies among 5 files"))
    #expect(result.errors.contains("semblance stage"))
    let exact = try semblance.run("duplicates", "--exact", "-f")
    #expect(exact.text.split(separator: "\n").count == 1)
    let csv = try semblance.run("duplicates", "--csv", "-")
    #expect(csv.text.split(separator: "\r\n").count == 5)
  }

  @Test func thePageNeedsNothingElse() throws {
    let semblance = try Self.indexed()
    let result = try semblance.run("duplicates", "--html", "report.html")
    #expect(result.code == 0)
    #expect(result.output.isEmpty)
    let page = try String(
      contentsOf: semblance.folder.url.appending(path: "report.html"), encoding: .utf8)
    #expect(page.hasPrefix("<!doctype html>"))
    #expect(page.hasSuffix("</html>\n"))
    #expect(page.components(separatedBy: "data:image/webp;base64,").count == 5)
    for word in ["http:", "https:", "<script", "@import", "url("] { #expect(!page.contains(word)) }
    #expect(page.contains("copies/<wbr>one again.bmp"))
    #expect(page.contains("one%20again.bmp"))
  }

  @Test func similarFindsTheResave() throws {
    let semblance = try Self.indexed()
    let result = try semblance.run("similar", "-f", "pictures/copies/two small.webp")
    #expect(result.code == 0)
    #expect(result.text.split(separator: "\n").first?.hasSuffix("two.bmp") == true)
  }

  @Test(
    .enabled(if: TestData.has("photos"), "needs the photographs of the test data"))
  func hashesAreThoseOfImagehash() throws {
    let fixtures = HashFixture.photographs.filter {
      $0.name.hasPrefix("photos/") && TestData.has($0.name)
        && ["jpg", "jpeg"].contains(($0.name as NSString).pathExtension.lowercased())
    }
    #expect(fixtures.count > 100)
    let files = fixtures.map { TestData.url($0.name).path }
    let result = try Semblance().run(
      ["hash", "--json", "-a", "ahash", "-a", "dhash", "-a", "phash"] + files)
    let hashes = result.json as? [[String: String]] ?? []
    // One is damaged, which Pillow does not notice.
    #expect(hashes.count >= fixtures.count - 1)
    let expected = Dictionary(uniqueKeysWithValues: zip(files, fixtures))
    for hash in hashes {
      let fixture = try #require(expected[hash["path"] ?? ""])
      #expect(
        [hash["ahash"], hash["dhash"], hash["phash"]]
          == [fixture.average.hex, fixture.difference.hex, fixture.perceptual.hex], "\(fixture)")
    }
  }
}
