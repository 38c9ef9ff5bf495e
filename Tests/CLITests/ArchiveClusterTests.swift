import ArchiveFixtures
import Foundation
import TestSupport
import Testing

/// `semblance clusters --archives`: packs of one kind, though no two hold the same.
@Suite struct ArchiveClusterTests {
  private let semblance: Semblance

  /// Three packs of one figure from sides that lie further apart than twins', two of another, one of
  /// neither, and one with nothing to see.
  init() throws {
    semblance = try Semblance()
    let packs: [(String, ShapeModel)] = [
      ("rook-a", ShapeModel(seed: 1, detail: 10)),
      ("rook-b", ShapeModel(seed: 1, detail: 10).turned(yaw: 20)),
      ("rook-c", ShapeModel(seed: 1, detail: 10).turned(yaw: -20)),
      ("cup-a", ShapeModel(seed: 2, detail: 10)),
      ("cup-b", ShapeModel(seed: 2, detail: 10).turned(yaw: 18)),
      ("lone", ShapeModel(seed: 7, detail: 10)),
    ]
    for (name, model) in packs {
      let bytes = ZipWriter.bytes([PackedFile("body.stl", model.binarySTL(header: name))])
      try semblance.folder.write(bytes, to: "pictures/\(name).zip")
    }
    try semblance.folder.write(
      ZipWriter.bytes([PackedFile("notes.txt", "nothing".utf8)]), to: "pictures/notes.zip")
    try semblance.run("index", "--archives", "pictures")
  }

  private func names(_ archives: Any?) -> Set<String> {
    Set(
      (archives as? [[String: Any]] ?? []).flatMap { archive in
        (archive["files"] as? [[String: Any]] ?? []).compactMap { file in
          (file["path"] as? String).map { URL(filePath: $0).deletingPathExtension() }?
            .lastPathComponent
        }
      })
  }

  @Test func packsOfOneKindAreTogether() throws {
    let result = try semblance.run("clusters", "--archives", "--json")
    let json = try #require(result.json as? [String: Any], "\(result.errors)")
    #expect(json["archives_compared"] as? Int == 6 && json["archives_left_out"] as? Int == 1)
    let clusters = (json["clusters"] as? [[String: Any]] ?? []).map { names($0["members"]) }
    #expect(clusters == [["rook-a", "rook-b", "rook-c"], ["cup-a", "cup-b"]])
    #expect(names(json["alone"]) == ["lone"])
  }

  @Test func textTableAndMethods() throws {
    let text = try semblance.run("clusters", "--archives", "pictures")
    #expect(text.text.contains("2 clusters of 5 archives; 1 in none."), "\(text.text)")
    #expect(text.text.contains("1. 3 archives, ") && text.text.contains(" 100 %  rook-a.zip\n"))
    #expect(text.errors.contains("1 archive left out: no picture and no model in them"))
    let table = try semblance.run("clusters", "--archives", "--csv", "-", "--count", "1").text
      .split(whereSeparator: \.isNewline)
    #expect(table.count == 7 && table[0] == "cluster,path,cosine,format,bytes,files,previews")
    #expect(table.dropFirst().allSatisfy { $0.hasPrefix("1,") })
    let dense = try semblance.run(
      "clusters", "--archives", "--density", "--min-size", "2", "--json")
    #expect((dense.json as? [String: Any])?["archives_compared"] as? Int == 6)
  }

  @Test func mistakesAreNamed() throws {
    #expect(try semblance.run("clusters", "--archives", "--space", "builtin-1").code == 64)
    let empty = try semblance.run("clusters", "--archives", "--library", "other")
    #expect(empty.code != 0 && !empty.errors.isEmpty)
  }
}
