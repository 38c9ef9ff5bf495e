import Foundation
import TestSupport
import Testing

/// `--keep` of `duplicates`, `stage`, `sets` and `bursts`, through the real program.
@Suite struct KeepRuleTests {
  private static func tree() throws -> Semblance {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    for (name, time) in [
      ("one.bmp", 1000.0), ("copies/one again.bmp", 9000), ("two.bmp", 1000),
      ("copies/two small.webp", 9000), ("three.bmp", 1000),
    ] {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000 + time)],
        ofItemAtPath: semblance.pictures.appending(path: name).path)
    }
    #expect(try semblance.run("index", "pictures").code == 0)
    return semblance
  }

  /// The best files of the groups, by name, with the reason.
  private func best(_ semblance: Semblance, _ words: String...) throws -> [String: String] {
    let result = try semblance.run(["duplicates", "--json"] + words)
    let groups = (result.json as? [String: Any])?["groups"] as? [[String: Any]] ?? []
    let members = groups.compactMap { ($0["files"] as? [[String: Any]])?.first }
    return Dictionary(
      uniqueKeysWithValues: members.map { member in
        let path = URL(filePath: member["path"] as? String ?? "")
        return (path.lastPathComponent, (member["reasons"] as? [String] ?? []).joined())
      })
  }

  @Test func rulesChooseTheBest() throws {
    let semblance = try Self.tree()
    #expect(Set(try best(semblance).keys) == ["one.bmp", "two.bmp"])
    let newest = try best(semblance, "--keep", "newest")
    #expect(newest == ["one again.bmp": "is the newest", "two small.webp": "is the newest"])
    let oldest = try best(semblance, "--keep", "oldest,largest-resolution")
    #expect(oldest == ["one.bmp": "is the oldest", "two.bmp": "is the oldest"])
    #expect(Set(try best(semblance, "--keep", "largest-resolution").keys).contains("two.bmp"))
    let preferred = try best(semblance, "--prefer", "copies/**", "--keep", "path-priority,oldest")
    #expect(Set(preferred.keys) == ["one again.bmp", "two small.webp"])
    #expect(preferred["two small.webp"] == "lies where files are preferred")
    #expect(try semblance.run("duplicates", "--keep", "path-priority").code == 64)
  }

  /// Also for a search that chose otherwise.
  @Test func stagingKeepsByRule() throws {
    let semblance = try Self.tree()
    try semblance.run("duplicates", "-q")
    let before = try TreeContents(of: semblance.pictures)
    let staged = try semblance.run("stage", "--keep", "newest", "--yes")
    #expect(staged.code == 0, "\(staged.errors)")
    let left = try TreeContents(of: semblance.pictures).names
    #expect(!left.contains("one.bmp") && !left.contains("two.bmp"))
    #expect(left.contains("copies/one again.bmp") && left.contains("copies/two small.webp"))
    #expect(try semblance.run("undo").code == 0)
    #expect(try TreeContents(of: semblance.pictures) == before)
    #expect(
      try semblance.run("stage", "--keep", "newest", "--keep-file", "pictures/one.bmp").code == 64)
  }

  @Test func aSearchMayStageAtOnce() throws {
    let semblance = try Self.tree()
    let before = try TreeContents(of: semblance.pictures)
    let words = ["duplicates", "pictures", "--keep", "newest", "--mode", "stage"]
    let preview = try semblance.run(words + ["--dry-run"])
    #expect(preview.code == 0 && preview.text.contains("one.bmp"), "\(preview.errors)")
    #expect(try TreeContents(of: semblance.pictures) == before)
    #expect(try semblance.run(words).code == 0)
    #expect(
      try TreeContents(of: semblance.folder.url.appending(path: "_review_dupes")).names.sorted()
        == ["one.bmp", "two.bmp"])
    #expect(try semblance.run("undo").code == 0)
    #expect(try TreeContents(of: semblance.pictures) == before)
  }

  @Test func theBestQualityIsKeptInSetsToo() throws {
    let semblance = try Semblance()
    for (time, copied) in [("20250719_143022", true), ("20250719_150000", false)] {
      for (stage, seed) in [("stage1", 1), ("stage2", 2)] as [(String, UInt64)] {
        let data =
          try copied
          ? Pictures.resaved(seed: seed, width: 320, height: 240)
          : Pictures.bitmap(seed: seed, width: 320, height: 240)
        let name = "\(time)_\(stage)." + (copied ? "webp" : "bmp")
        try Pictures.write(data, to: name, in: semblance.pictures)
      }
    }
    #expect(try semblance.run("index", "pictures").code == 0)
    let result = try semblance.run("sets", "--keep", "best-quality", "--markdown", "-")
    #expect(result.text.contains("has the best quality"), "\(result.text)\(result.errors)")
  }

  @Test func duplicatesAreWrittenAsMarkdown() throws {
    let semblance = try Self.tree()
    let text = try semblance.run("duplicates", "--markdown", "-").text
    #expect(text.hasPrefix("# Duplicates\n\n2 groups"), "\(text)")
    #expect(text.contains("| **keep** | one.bmp | 320×240 |"))
    #expect(text.contains("| copy | copies/one again.bmp | 320×240 |"))
  }
}
