import Foundation
import TestSupport
import Testing

/// `semblance quality`, from files to reports.
@Suite struct QualityCommandTests {
  private func pictures(_ result: Semblance.Result) -> [[String: Any]] {
    (result.json as? [String: Any])?["pictures"] as? [[String: Any]] ?? []
  }

  @Test func judgesWhatIsNotIndexedAndKeepsIt() throws {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    try Pictures.write(
      Pictures.bitmap(seed: 5, width: 1, height: 1), to: "dot.bmp", in: semblance.pictures)
    try Pictures.write(
      Pictures.bitmap(seed: 6, width: 1, height: 10_000), to: "line.bmp", in: semblance.pictures)
    let result = try semblance.run("quality", "pictures", "--json")
    #expect(result.code == 0, "\(result.errors)")
    #expect(!result.text.lowercased().contains("nan"))
    let pictures = pictures(result)
    #expect(pictures.count == 6)
    for picture in pictures {
      let path = picture["path"] as? String ?? ""
      let notes = picture["notes"] as? [String] ?? []
      if path.hasSuffix("dot.bmp") || path.hasSuffix("line.bmp") {
        #expect(picture["quality_score"] is NSNull)
        #expect(notes.contains { $0.contains("not applicable, because") })
      } else {
        let score = picture["quality_score"] as? Double
        #expect(score.map { (0...1).contains($0) } == true, "\(path)")
      }
    }
    let copied = pictures.filter { picture in
      (picture["issues"] as? [[String: Any]] ?? []).contains {
        $0["kind"] as? String == "exact_duplicates"
      }
    }
    #expect(copied.count == 1)
    // The second time nothing is read, and show and export know it.
    let again = try semblance.run("index", "--quality", "--json")
    #expect((again.json as? [String: Any])?["bytes_read"] as? Int == 0)
    #expect(try semblance.run("show", "pictures/one.bmp").text.contains("of 100"))
    #expect(try semblance.run("export").text.contains("\"quality_score\":"))
  }

  @Test func measuringLaterLeavesTheFingerprintsAlone() throws {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    func fingerprints() throws -> [[String?]] {
      try semblance.run("export").text.split(separator: "\n").map { line in
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return ["path", "dct", "pdq", "luma"].map { object?[$0] as? String }
      }
    }
    try semblance.run("index", "pictures")
    let before = try fingerprints()
    #expect(try semblance.run("quality").code == 0)
    #expect(try fingerprints() == before)
    // These formats shrink by averages, which the full decode repeats exactly.
    semblance.environment["SEMBLANCE_LIBRARY"] = semblance.folder.url.appending(path: "new").path
    try semblance.run("index", "--quality", "pictures")
    let fresh = try fingerprints()
    #expect(
      fresh.filter { $0[0]?.hasSuffix(".bmp") == true }
        == before.filter { $0[0]?.hasSuffix(".bmp") == true })
  }

  @Test func issuesThresholdsAndFilesCanBeAskedFor() throws {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    let all = try semblance.run(
      "quality", "pictures", "--json", "--threshold", "blurry=1", "--issues", "blurry")
    #expect(pictures(all).count == 4)
    let wrong = try semblance.run("quality", "--issues", "blury")
    #expect(wrong.code != 0 && wrong.errors.contains("blurry"))
    try semblance.run("flag", "cropped", "pictures/copies")
    let csv = try semblance.run("quality", "--csv", "-")
    #expect(csv.text.split(whereSeparator: \.isNewline).count == 5)
    #expect(csv.text.contains(",bytes,marks,sha256,notes\r\n") && csv.text.contains(",cropped,"))
    #expect(try semblance.run("quality").text.contains("two small.webp [cropped]\n"))
    let files = pictures(try semblance.run("quality", "--json")).flatMap { picture in
      [picture] + (picture["same_bytes"] as? [[String: Any]] ?? [])
    }
    let marked = files.filter { $0["marks"] as? [String] == ["cropped"] }
    let names = marked.compactMap { ($0["path"] as? String)?.split(separator: "/").last }
    #expect(files.count == 5 && Set(names) == ["one again.bmp", "two small.webp"])
    #expect(try semblance.run("quality", "--html", "sheet.html").code == 0)
    let page = try String(
      contentsOf: semblance.folder.url.appending(path: "sheet.html"), encoding: .utf8)
    #expect(page.contains("<span class=\"badge mark\">cropped</span>"))
    #expect(page.contains("data:image/webp;base64,") && page.hasSuffix("</html>\n"))
  }

  @Test func theBestIsKeptByMeasure() throws {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    try semblance.run("index", "pictures")
    let result = try semblance.run("duplicates", "--keep", "best-quality", "--json")
    let groups = (result.json as? [String: Any])?["groups"] as? [[String: Any]] ?? []
    let best = groups.compactMap { ($0["files"] as? [[String: Any]])?.first?["path"] as? String }
    #expect(best.contains { $0.hasSuffix("two.bmp") })
  }
}
