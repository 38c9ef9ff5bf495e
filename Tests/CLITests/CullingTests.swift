import Foundation
import TestSupport
import Testing

/// The culling workflow through the real program.
@Suite struct CullingTests {
  /// Stage sets: one twice (the copy saved again), one with another picture in one stage, one with a
  /// stage less.
  private static func sets() throws -> Semblance {
    let semblance = try Semblance()
    let stages = ["stage1_generated", "stage1.5_face_swapped", "stage2_upscaled"]
    func add(_ time: String, _ seeds: [UInt64], copied: Bool, yaml: String) throws {
      for (stage, seed) in zip(stages, seeds) {
        let data =
          try copied
          ? Pictures.resaved(seed: seed, width: 160, height: 120)
          : Pictures.bitmap(seed: seed, width: 160, height: 120)
        let name = "\(time)_\(stage)"
        try Pictures.write(data, to: name + (copied ? ".webp" : ".bmp"), in: semblance.pictures)
        try Pictures.write(Data(yaml.utf8), to: name + ".yaml", in: semblance.pictures)
      }
    }
    try add("20250719_143022", [1, 2, 3], copied: false, yaml: "seed: 1\ntime: 10\n")
    try add("20250719_150000", [1, 2, 3], copied: true, yaml: "seed: 1\ntime: 20\n")
    try add("20250719_160000", [1, 2, 4], copied: true, yaml: "seed: 1\n")
    try add("20250719_170000", [1, 2], copied: true, yaml: "seed: 1\n")
    #expect(try semblance.run("index", "pictures").code == 0)
    return semblance
  }

  private func groups(_ result: Semblance.Result) -> [[[String]]] {
    let groups = (result.json as? [String: Any])?["groups"] as? [[String: Any]] ?? []
    return groups.map { group in
      (group["choices"] as? [[String: Any]] ?? []).map { choice in
        (choice["files"] as? [[String: Any]] ?? []).map {
          URL(filePath: $0["path"] as? String ?? "").lastPathComponent
        }
      }
    }
  }

  @Test func onlyWholeEqualSetsMatch() throws {
    let semblance = try Self.sets()
    let found = groups(try semblance.run("sets", "--json"))
    #expect(
      found == [
        [
          [
            "20250719_143022_stage1_generated.bmp", "20250719_143022_stage1.5_face_swapped.bmp",
            "20250719_143022_stage2_upscaled.bmp",
          ],
          [
            "20250719_150000_stage1_generated.webp", "20250719_150000_stage1.5_face_swapped.webp",
            "20250719_150000_stage2_upscaled.webp",
          ],
        ]
      ])
    #expect(groups(try semblance.run("sets", "--json", "--cross-check")).isEmpty)
    let checked = try semblance.run("sets", "--json", "--cross-check", "--ignore-key", "time")
    #expect(groups(checked) == found)
  }

  @Test func aPatternMayTellTheStages() throws {
    let semblance = try Semblance()
    for (name, seed) in [
      ("raw-A7", 1), ("final-A7", 2), ("raw-B9", 1), ("final-B9", 2), ("raw-C1", 1),
    ] as [(String, UInt64)] {
      let data = Pictures.bitmap(seed: seed, width: 160, height: 120)
      try Pictures.write(data, to: name + ".bmp", in: semblance.pictures)
    }
    #expect(try semblance.run("index", "pictures").code == 0)
    #expect(groups(try semblance.run("sets", "--json")).isEmpty)
    let words = ["sets", "--json", "--stage-pattern"]
    #expect(groups(try semblance.run(words + ["^(raw|final)-(.*)\\."])).isEmpty)
    let found = groups(try semblance.run(words + ["^(?=(?:raw|final)-(.+?)\\.)(raw|final)"]))
    #expect(
      found == [[["final-A7.bmp", "raw-A7.bmp"], ["final-B9.bmp", "raw-B9.bmp"]]])
    #expect(try semblance.run(words + ["(raw|final)"]).code == 64)
  }

  /// Saved again the pictures are alike, but not to the last digit.
  @Test func aCosineMayBeAskedFor() throws {
    let semblance = try Self.sets()
    #expect(groups(try semblance.run("sets", "--json", "--cosine", "0.9")).count == 1)
    #expect(groups(try semblance.run("sets", "--json", "--cosine", "1")).isEmpty)
  }

  @Test func aSetGoesWholeAndComesBack() throws {
    let semblance = try Self.sets()
    let before = try TreeContents(of: semblance.pictures)
    let preview = try semblance.run("sets", "--mode", "stage", "--dry-run")
    #expect(preview.errors.contains("semblance sets --mode stage\n"), "\(preview.errors)")
    #expect(try TreeContents(of: semblance.pictures) == before)
    let staged = try semblance.run("sets", "--mode", "stage")
    #expect(staged.code == 0, "\(staged.errors)")
    #expect(staged.text.contains("Set aside 6 files"))
    let aside = try TreeContents(of: semblance.folder.url.appending(path: "delete_review"))
    #expect(aside.names.count == 6)
    #expect(aside.names.allSatisfy { $0.hasPrefix("20250719_150000_stage") })
    #expect(try semblance.run("undo").code == 0)
    #expect(try TreeContents(of: semblance.pictures) == before)
  }

  @Test func aChangedFileHoldsTheWholeSet() throws {
    let semblance = try Self.sets()
    let name = "20250719_150000_stage2_upscaled.webp"
    try Pictures.write(Data("changed".utf8), to: name, in: semblance.pictures)
    let before = try TreeContents(of: semblance.pictures)
    let staged = try semblance.run("sets", "--mode", "stage")
    #expect(staged.code == 1)
    #expect(staged.errors.contains(name))
    #expect(staged.errors.contains("changed since the report"), "\(staged.errors)")
    #expect(try TreeContents(of: semblance.pictures) == before)
  }

  @Test func reportsHaveEveryForm() throws {
    let semblance = try Self.sets()
    try semblance.run("flag", "cropped", "pictures")
    let table = try semblance.run("sets", "--csv", "-").text.split(separator: "\r\n")
    #expect(table.count == 7)
    #expect(table[1].contains(",cropped,"))
    let markdown = try semblance.run("sets", "--markdown", "-").text
    #expect(markdown.hasPrefix("# Stage sets\n\n1 group with 1 set beside the best among 4 sets;"))
    #expect(
      markdown.contains("| **keep** | 20250719\\_143022\\_stage1\\_generated.bmp \\[cropped\\] "))
    let page = try semblance.run("sets", "--html", "-").text
    #expect(
      page.contains(
        "<span class=\"badge keep\">keep</span><span class=\"badge mark\">cropped</span>"))
    #expect(page.matches(of: /src="data:image\/webp;base64,/).count == 6)
    #expect(!page.contains("http"))
  }

  @Test func burstsAreOneStageWithinTheWindow() throws {
    let semblance = try Semblance()
    for (name, seed) in [
      ("20250719_143000_stage1.bmp", 1), ("20250719_143020_stage1.bmp", 1),
      ("20250719_143025_stage1.bmp", 2), ("20250719_143010_stage2.bmp", 3),
      ("20250719_150000_stage1.bmp", 4),
    ] as [(String, UInt64)] {
      try Pictures.write(
        Pictures.bitmap(seed: seed, width: 160, height: 120), to: name, in: semblance.pictures)
    }
    try semblance.run("index", "pictures")
    let all = groups(try semblance.run("bursts", "--window", "30s", "--json"))
    #expect(
      all.map { $0.map(\.[0]) }.map(Set.init) == [
        ["20250719_143000_stage1.bmp", "20250719_143020_stage1.bmp", "20250719_143025_stage1.bmp"]
      ])
    let alike = groups(try semblance.run("bursts", "--similar", "--keep", "newest", "--json"))
    #expect(
      alike.map { $0.map(\.[0]) } == [
        ["20250719_143020_stage1.bmp", "20250719_143000_stage1.bmp"]
      ])
    // What a look did not confirm never goes by itself.
    #expect(try semblance.run("bursts", "--mode", "stage").text.contains("Set aside 1 file"))
    #expect(groups(try semblance.run("bursts", "-w", "1s", "--json")).isEmpty)
    let pattern = try semblance.run("bursts", "--time-pattern", "^(nothing)", "--json")
    #expect(groups(pattern).joined().count == 3, "by the time of the files")
    #expect(try semblance.run("bursts", "--time-pattern", "(").code == 64)
  }

  @Test func anotherProgramsGroupsAreImported() throws {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    try semblance.run("index", "pictures")
    func path(_ name: String) -> String { semblance.pictures.appending(path: name).path }
    let text = """
      [[{"path":"\(path("two.bmp"))"},{"path":"\(path("copies/two small.webp"))"},\
      {"path":"\(path("three.bmp"))"},{"path":"/nowhere.jpg"}]]
      """
    try Data(text.utf8).write(to: semblance.folder.url.appending(path: "results.json"))
    let result = try semblance.run("import", "results.json", "--json")
    #expect(result.code == 2)
    #expect(result.errors.contains("/nowhere.jpg"))
    #expect(groups(result).first?.count == 3)
    let staged = try semblance.run("import", "results.json", "--mode", "stage", "--json")
    #expect((staged.json as? [String: Any])?["files"] as? Int == 2, "the copy and its sidecar")
    let names = try TreeContents(of: semblance.pictures).names
    #expect(names.contains("three.bmp"))
    try Data("nonsense".utf8).write(to: semblance.folder.url.appending(path: "bad.txt"))
    let bad = try semblance.run("import", "bad.txt")
    #expect(bad.code == 1)
    #expect(bad.errors.contains("no results of Czkawka or dupeGuru"))
  }

  @Test func marksAreMadeOnceAndTakenAway() throws {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    let before = try TreeContents(of: semblance.pictures).names
    #expect(try semblance.run("flag", "cropped", "pictures").text.hasPrefix("5 marks made, 0 as"))
    #expect(try semblance.run("flag", "cropped", "pictures").text.hasPrefix("0 marks made, 5 as"))
    let mark = semblance.pictures.appending(path: "copies/two small.cropped")
    #expect(try Data(contentsOf: mark).isEmpty)
    try Data("mine".utf8).write(to: mark)
    let cleared = try semblance.run("flag", "cropped", "pictures", "--clear")
    #expect(cleared.code == 2)
    #expect(cleared.text.hasPrefix("4 marks taken away"))
    #expect(
      try TreeContents(of: semblance.pictures).names
        == (before + ["copies/two small.cropped"]).sorted())
    for name in ["jpg", "yaml", "A", "../x", ""] {
      #expect(try semblance.run("flag", name, "pictures").code == 1)
    }
  }

  @Test func marksAreNamedWhereTheyTravelWithTheirPicture() throws {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    try semblance.run("index", "pictures")
    try semblance.run("duplicates")
    try semblance.run("flag", "cropped", "pictures/copies")
    let preview = try semblance.run("stage").text
    #expect(preview.contains(/\.cropped \[cropped\]  \(0 bytes, marks it\)\n/), "\(preview)")
    #expect(!preview.contains(/cropped.*travels with it/))
    try semblance.run("stage", "--yes")
    let staged = try semblance.run("staged").text
    #expect(staged.contains(/\.cropped \[cropped\] *\n/), "\(staged)")
    #expect(!staged.contains(".bmp [cropped]"))
  }

  @Test func marksAreFoundShownAndUndone() throws {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    try semblance.run("index", "pictures")
    let dry = try semblance.run("flag", "cropped", "pictures/copies", "--dry-run")
    let before = try TreeContents(of: semblance.pictures)
    #expect(dry.text.contains("would be made, 0 as they should be.\n"))
    #expect(try semblance.run("search", "--mark", "cropped", "-f").text.isEmpty)
    try semblance.run("flag", "cropped", "pictures/copies")
    let found = try semblance.run("search", "--mark", "CROPPED", "-f").text
    #expect(found.contains("copies/") && !found.contains("/other"))
    #expect(try semblance.run("search", "--where", "marks = cropped", "-f").text == found)
    #expect(try semblance.run("search", "--where", "flag is not null", "-f").text == found)
    let file = try #require(found.split(separator: "\n").first.map(String.init))
    #expect(try semblance.run("search", "--mark", "cropped").text.contains(" [cropped]\n"))
    let table = try semblance.run("search", "--mark", "cropped", "--csv", "-").text
    #expect(
      table.hasPrefix("image_id,") && table.contains(",marks,") && table.contains(",cropped,"))
    let hits = try semblance.run("search", "--mark", "cropped", "--json").json as? [String: Any]
    let payload = (hits?["hits"] as? [[String: Any]])?.first?["payload"] as? [String: Any]
    #expect(payload?["marks"] as? [String] == ["cropped"])
    let page = try semblance.run("search", "--mark", "cropped", "--html", "-").text
    #expect(page.contains("<span class=\"badge mark\">cropped</span>"))
    #expect(try semblance.run("show", file).text.contains("marks       cropped\n"))
    let shown = try semblance.run("show", file, "--json").json as? [String: Any]
    #expect(shown?["marks"] as? [String] == ["cropped"])
    let similar = try semblance.run("similar", "pictures/one.bmp")
    #expect(similar.text.contains("copies/one again.bmp [cropped]"), "\(similar.text)")
    #expect(
      try semblance.run("similar", "pictures/one.bmp", "--json").text.contains(#""marks": ["#))
    let groups = try semblance.run("duplicates").text
    #expect(groups.contains(" [cropped]"))

    try semblance.run("flag", "cropped", "pictures/copies", "--clear")
    #expect(try semblance.run("search", "--mark", "cropped", "-f").text.isEmpty)
    #expect(try TreeContents(of: semblance.pictures).names == before.names)
    #expect(try semblance.run("history").text.contains("marks taken away"))
    #expect(try semblance.run("undo").text.contains("made again (action 3)."))
    #expect(try semblance.run("search", "--mark", "cropped", "-f").text == found)
    // By another program's hand: noticed by the next index.
    try FileManager.default.removeItem(
      at: URL(filePath: file).deletingPathExtension().appendingPathExtension("cropped"))
    let report = try semblance.run("index", "pictures").text
    #expect(report.contains(/1 +of those with other marks\n/))
    #expect(try semblance.run("search", "--mark", "cropped", "-f").text != found)
  }

  @Test func companionsAreWhatALibraryAndALineSay() throws {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    for name in ["one again_mask.txt", "one again.psd", "one again.txt"] {
      try Pictures.write(Data([1]), to: "copies/" + name, in: semblance.pictures)
    }
    try semblance.run("index", "pictures")
    try semblance.run("duplicates")
    func moved(_ words: String...) throws -> Set<String> {
      let plan = try semblance.run(["stage", "--group", "1", "--json"] + words).text
      let names = plan.matches(of: /"path": "[^"]*copies\/([^"]+)"/).map { String($0.1) }
      return Set(names)
    }
    let usual: Set = ["one again.bmp", "one again.psd", "one again.txt"]
    #expect(try moved() == usual)
    #expect(
      try moved("--companion", "_mask.txt", "--companion", "!.psd")
        == ["one again.bmp", "one again_mask.txt", "one again.txt"])
    try semblance.run("companions", "add", "_mask.txt", "!.PSD")
    #expect(try semblance.run("companions", "list").text == "_mask.txt\n!.psd\n")
    #expect(try moved() == ["one again.bmp", "one again_mask.txt", "one again.txt"])
    #expect(try moved("--companion", ".psd").contains("one again.psd"))
    let refused = try semblance.run("companions", "add", "mask.txt")
    #expect(refused.code == 1 && refused.errors.contains("mask.txt is no ending of companions"))
    try semblance.run("companions", "remove", "_mask.txt", ".psd")
    #expect(try moved() == usual)
    #expect(try semblance.run("companions", "remove", ".psd").code == 1)
  }

  @Test func namesOfTwoFoldersAreCompared() throws {
    let semblance = try Semblance()
    for (name, seed) in [
      ("a/same.bmp", 1), ("b/same.bmp", 1), ("a/other.bmp", 2), ("b/OTHER.bmp", 3),
      ("a/left.bmp", 4),
    ] as [(String, UInt64)] {
      try Pictures.write(
        Pictures.bitmap(seed: seed, width: 160, height: 120), to: name, in: semblance.pictures)
    }
    try Pictures.write(
      Pictures.resaved(seed: 4, width: 160, height: 120), to: "b/left.webp", in: semblance.pictures)
    try semblance.run("index", "pictures")
    let report = try semblance.run("names", "pictures/a", "pictures/b", "--json")
    let json = report.json as? [String: Any]
    let names = (json?["same_names"] as? [[String: Any]] ?? []).map { $0["sameness"] as? String }
    #expect(names == ["different", "identical"])
    let stems = (json?["same_stems"] as? [[String: Any]] ?? []).map { $0["sameness"] as? String }
    #expect(stems == ["similar"])
    let only = try semblance.run("names", "pictures/a", "pictures/b", "--extensions", "bmp").text
    #expect(only.contains("Only in pictures/a (1)"))
    #expect(only.contains("2 pairs of one name: 1 identical, 1 different."))
  }

  @Test func keepRulesAreAskedInOrder() throws {
    let semblance = try Self.sets()
    let best = { (words: [String]) throws in
      try groups(semblance.run(["sets", "--json"] + words)).first?.first?.first
    }
    #expect(try best(["--keep", "oldest"]) == "20250719_143022_stage1_generated.bmp")
    #expect(try best(["--keep", "newest"]) == "20250719_150000_stage1_generated.webp")
    #expect(
      try best(["--keep", "most-metadata,largest-file"]) == "20250719_143022_stage1_generated.bmp")
    #expect(try best(["--prefer", "*.webp"]) == "20250719_150000_stage1_generated.webp")
    #expect(try semblance.run("sets", "--keep", "biggest").code == 64)
    #expect(try semblance.run("sets", "--keep", "path-priority").code == 64)
  }
}
