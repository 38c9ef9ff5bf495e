import Foundation
import TestSupport
import Testing

/// `semblance clusters`, `pairs` and `outliers`, from files to reports.
@Suite struct ClusterCommandTests {
  private let semblance: Semblance

  /// Two pictures with a smaller re-save of each, one of them twice, and one that is alone.
  init() throws {
    semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    try Pictures.write(
      Pictures.resaved(seed: 1), to: "copies/one small.webp", in: semblance.pictures)
    try semblance.run("index", "pictures")
  }

  private func object(_ result: Semblance.Result) throws -> [String: Any] {
    try #require(result.json as? [String: Any], "\(result.errors)")
  }

  private func names(_ value: Any?) -> [String] {
    let files = (value as? [String: Any])?["files"] as? [[String: Any]] ?? []
    return files.compactMap { ($0["path"] as? String)?.split(separator: "/").last.map(String.init) }
  }

  @Test func copiesAreClusters() throws {
    let result = try semblance.run("clusters", "--threshold", "0.97", "--json")
    let json = try object(result)
    #expect(json["space"] as? String == "builtin-1")
    #expect(json["pictures_compared"] as? Int == 5)
    let clusters = try #require(json["clusters"] as? [[String: Any]])
    let members = clusters.map { cluster in
      Set((cluster["members"] as? [Any] ?? []).flatMap(names))
    }
    #expect(
      Set(members) == [
        ["one.bmp", "one again.bmp", "one small.webp"], ["two.bmp", "two small.webp"],
      ])
    #expect((json["alone"] as? [Any] ?? []).flatMap(names) == ["three.bmp"])
  }

  @Test func marksAreShown() throws {
    try semblance.run("flag", "cropped", "pictures/copies")
    let likeness = ["--threshold", "0.97"]
    let text = try semblance.run(["clusters"] + likeness).text
    #expect(text.contains("copies/two small.webp [cropped]\n"), "\(text)")
    #expect(text.contains("one again.bmp [cropped]  (+1 same bytes)\n"), "\(text)")
    #expect(text.contains(" two.bmp\n") && text.components(separatedBy: "[cropped]").count == 4)
    let table = try semblance.run(["clusters", "--csv", "-"] + likeness).text
    #expect(table.hasPrefix("cluster,path,cosine,copies,marks,image_id\r\n"))
    #expect(table.contains(/two small.webp,[0-9.]+,1,cropped,/), "\(table)")
    let json = try object(try semblance.run(["clusters", "--json"] + likeness))
    #expect(try marked(json) == ["one again.bmp", "one small.webp", "two small.webp"])

    #expect(try semblance.run(["pairs"] + likeness).text.contains(/two small.webp \[cropped\]/))
    let pairs = try object(try semblance.run(["pairs", "--json"] + likeness))
    #expect(try marked(pairs) == ["one again.bmp", "one small.webp", "two small.webp"])
    let outliers = try semblance.run("outliers", "-k", "1").text
    #expect(outliers.contains("two small.webp [cropped]\n"), "\(outliers)")
    #expect(try semblance.run("outliers", "-k", "1", "--csv", "-").text.contains(",cropped,"))
    #expect(
      try marked(object(try semblance.run("outliers", "-k", "1", "--json")))
        == ["one again.bmp", "one small.webp", "two small.webp"])
  }

  /// The names of the files that any object in a document says are marked as cropped.
  private func marked(_ json: Any) throws -> Set<String> {
    if let list = json as? [Any] {
      return try list.reduce(into: []) { $0.formUnion(try marked($1)) }
    }
    guard let object = json as? [String: Any] else { return [] }
    var found: Set<String> = try object.values.reduce(into: []) { $0.formUnion(try marked($1)) }
    if object["marks"] as? [String] == ["cropped"], let path = object["path"] as? String {
      found.insert(try #require(path.split(separator: "/").last.map(String.init)))
    }
    return found
  }

  @Test func countsAndDensity() throws {
    for linkage in ["average", "complete", "single"] {
      let json = try object(
        try semblance.run("clusters", "--count", "3", "--linkage", linkage, "--json"))
      #expect(json["clusters_found"] as? Int == 2, "\(linkage)")
      #expect((json["alone"] as? [Any])?.count == 1)
    }
    let dense = try semblance.run("clusters", "--density", "--min-size", "2", "--samples", "1")
    #expect(dense.code == 0, "\(dense.errors)")
    let refused = try semblance.run("clusters", "--density", "--count", "2")
    #expect(refused.code == 64)
  }

  @Test func pairsAsATable() throws {
    let result = try semblance.run("pairs", "--threshold", "0.97", "--csv", "-")
    let lines = result.text.split(whereSeparator: \.isNewline)
    #expect(lines.first == "cosine,path,other_path,marks,other_marks,image_id,other_image_id")
    #expect(lines.count == 3)
    let file = semblance.folder.url.appending(path: "pairs.csv")
    let written = try semblance.run("pairs", "--threshold", "0.97", "--csv", file.path)
    #expect(written.code == 0 && written.text.isEmpty)
    #expect(try String(contentsOf: file, encoding: .utf8) == result.text)
    #expect(try semblance.run("pairs", "--threshold", "1").text.contains("No two of 5 pictures"))
  }

  @Test func outliersComeFirst() throws {
    let json = try object(try semblance.run("outliers", "-k", "1", "--sort", "unique", "--json"))
    let pictures = try #require(json["pictures"] as? [Any])
    #expect(pictures.count == 5)
    #expect(names(pictures.first) == ["three.bmp"])
    let text = try semblance.run("outliers", "--limit", "2").text
    #expect(text.contains("Outlier") && text.contains("3 more pictures"))
  }

  @Test func errorsSayWhatToDo() throws {
    let unknown = try semblance.run("pairs", "--space", "clip")
    #expect(unknown.code == 64 || unknown.code == 1)
    #expect(unknown.errors.contains("builtin-1"))
    #expect(try semblance.run("pairs", "--threshold", "2").code == 64)
    #expect(try semblance.run("clusters", "nowhere").errors.contains("nowhere"))
  }
}
