import ArchiveFixtures
import Foundation
import TestSupport
import Testing

/// `semblance export --as` and `import` of what is known of archives.
@Suite struct ArchiveDocumentTests {
  private let semblance: Semblance
  /// The same home with an empty library.
  private var others: [String] { ["--library", semblance.folder.url.appending(path: "b").path] }

  /// A pack, its twin, one that has only a mesh, and one that is broken.
  init() throws {
    semblance = try Semblance()
    let mesh = ShapeModel(seed: 3, detail: 8)
    let pack = [1, 2, 3].map { PackedFile("r/\($0).bmp", DrawnPicture.bitmap(seed: $0)) }
    let files: [(String, [UInt8])] = [
      ("pack.zip", ZipWriter.bytes(pack + [PackedFile("../up", [1])])),
      ("deep/twin.tar", TarWriter.bytes(pack + [PackedFile("notes.txt", "twin".utf8)])),
      ("mesh.rar", RarWriter.five([PackedFile("body.stl", mesh.binarySTL())])),
      ("broken.zip", Array("<html>".utf8)),
    ]
    for (name, bytes) in files { try semblance.folder.write(bytes, to: "pictures/" + name) }
    try semblance.run("index", "--archives", "pictures")
  }

  private func export(_ kind: String, _ more: [String] = []) throws -> [UInt8] {
    let result = try semblance.run(["export", "--as", kind] + more)
    #expect(result.code == 0, "\(result.errors)")
    return Array(result.output)
  }

  private func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
    try semblance.folder.write(Array(bytes), to: name)
  }

  private func document(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  private func groups(_ more: [String] = []) throws -> String {
    try semblance.run(["visual-duplicates", "--csv", "-"] + more).text
  }

  @Test func scanResultsSayAllAndGoRound() throws {
    let first = try export("scan-results")
    let json = try document(first)
    #expect(json["format"] as? String == "semblance-scan-results" && json["version"] as? Int == 1)
    let archives = try #require(json["archives"] as? [[String: Any]])
    #expect(archives.count == 3)
    let twin = archives[0]
    #expect(twin["visual_group"] as? Int == 1)
    #expect((twin["entries"] as? [[String: Any]])?.count == 4)
    #expect((twin["entries"] as? [[String: Any]])?.last?["crc32"] as? String == "8a920ab3")
    let preview = try #require((twin["previews"] as? [[String: Any]])?.first)
    #expect(preview["pHash"] as? String == twin["pHash"] as? String)
    #expect((preview["EmbeddingVector"] as? [Double])?.count == 340)
    let views = (archives[1]["previews"] as? [[String: Any]])?.first?["views"] as? [Any]
    #expect(views?.count == 18)
    let failures = try #require(json["failures"] as? [[String: Any]])
    #expect((failures.first?["path"] as? String)?.hasSuffix("broken.zip") == true)
    let group = try #require((json["visual_groups"] as? [[String: Any]])?.first)
    #expect((group["archives"] as? [String])?.count == 2)

    try write(first, to: "scan_results.json")
    let taken = try semblance.run(["import", "scan_results.json", "--json"] + others)
    #expect(taken.code == 0, "\(taken.errors)")
    let report = try #require(taken.json as? [String: Any])
    #expect(report["files_taken_over"] as? Int == 3 && report["archives"] as? Int == 3)
    // All but what failed, which only a look at the file says.
    let second = try document(try export("scan-results", others))
    #expect(second["archives"] as? NSArray == json["archives"] as? NSArray)
    #expect(try groups(others) == groups())
    let again = try semblance.run(["index", "--archives", "pictures", "--json"] + others)
    let packs = try #require((again.json as? [String: Any])?["archives"] as? [String: Any])
    #expect(packs["unchanged"] as? Int == 3 && packs["failed"] as? Int == 1)
    let known = try semblance.run(["import", "scan_results.json", "--json"] + others)
    #expect((known.json as? [String: Any])?["files_known"] as? Int == 3)
  }

  @Test func aVisualIndexIsEnoughToCompareAndIsNotTakenForALook() throws {
    let first = try export("visual-index")
    #expect(try document(first)["failures"] == nil)
    try write(first, to: "any-name.json")
    let taken = try semblance.run(["import", "any-name.json"] + others)
    #expect(taken.code == 0 && taken.text.contains("3 files of 3 archives taken over"))
    #expect(taken.errors.contains("semblance index --archives does"))
    #expect(try export("visual-index", others) == first)
    #expect(try groups(others).contains("3 of 3 previews look alike"))
    let again = try semblance.run(["index", "--archives", "pictures", "--json"] + others)
    let packs = try #require((again.json as? [String: Any])?["archives"] as? [String: Any])
    #expect(packs["indexed"] as? Int == 3)
    // A look is not replaced by a document that says less.
    try semblance.run(["import", "any-name.json"] + others)
    #expect(try export("scan-results", others) == export("scan-results"))
  }

  @Test func pathsBelowAFolderAreFoundBelowAnother() throws {
    let relative = try export("scan-results", ["--below", "pictures"])
    #expect(String(decoding: relative, as: UTF8.self).contains("\"path\":\"deep/twin.tar\""))
    try write(relative, to: "moved.json")
    try FileManager.default.copyItem(
      at: semblance.pictures, to: semblance.folder.url.appending(path: "elsewhere"))
    let lost = try semblance.run(["import", "moved.json"] + others)
    #expect(lost.code == 1 && lost.errors.contains("--below FOLDER"))
    try semblance.folder.write([1], to: "elsewhere/pack.zip")
    try semblance.folder.remove("elsewhere/mesh.rar")
    let found = try semblance.run(
      ["import", "moved.json", "--below", "elsewhere", "--json"] + others)
    #expect(found.code == 2)
    let report = try #require(found.json as? [String: Any])
    #expect(report["files_taken_over"] as? Int == 1)
    let codes = (report["issues"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
    #expect(Set(codes) == ["import.archives-changed", "file.missing"])
  }

  @Test(arguments: [
    ("{\"results\":[{\"file\":\"a.zip\",\"size\":3}]}", "is no list of archives"),
    ("[]", "is no list of archives"), ("PK", "is no list of archives"),
    ("{\"format\":\"semblance-visual-index\",\"version\":2}", "up to 1"),
    ("{\"format\":\"semblance-visual-index\",\"version\":0}", "version is no whole number"),
    (
      "{\"format\":\"semblance-visual-index\",\"version\":1,\"fingerprints\":{\"previews\":0}}",
      "another version of semblance"
    ),
  ])
  func foreignDocumentsAreRefused(_ text: String, _ reason: String) throws {
    try write(text.utf8, to: "scan_results.json")
    let result = try semblance.run(["import", "scan_results.json"] + others)
    #expect(result.code == 1 && result.errors.contains(reason), "\(result.errors)")
    #expect(result.errors.contains("scan_results.json"))
  }

  @Test(arguments: [
    (#""sha256":"[0-9a-f]"#, #""sha256":"x"#, "archives[0].sha256 is no SHA-256"),
    (#""bytes":"#, #""bytes":-"#, "archives[0].bytes is no whole number"),
    (#""dHash":""#, #""dHash":"0"#, "archives[0].previews[0].dHash is no hash"),
    (#""EmbeddingVector":\["#, #""EmbeddingVector":[0,"#, "has more than 340 elements"),
    (#""EmbeddingVector":\[[^,]+,"#, #""EmbeddingVector":["#, "is no vector of 340 numbers"),
    (#""EmbeddingVector":\[[^,]+,"#, #""EmbeddingVector":[1e300,"#, "[0] is no number of"),
    (#""EmbeddingVector":\[[^,]+,"#, #""EmbeddingVector":[null,"#, "[0] is no number of"),
    (#""path":"[^"]*""#, #""path":"a\u0000b""#, "files[0].path is no path"),
    (#""path":"[^"]*""#, #""path":"../../etc/x.zip""#, "leads out of its folder"),
    (#""views":\["#, #""views":{"#, "is no list of archives"),
    (#""kind":"picture""#, #""kind":"film""#, "previews[0].kind is no kind of preview"),
    (#""width":[0-9]+"#, #""width":9223372036854775807"#, "width is no whole number"),
  ])
  func damagedDocumentsAreRefusedWithThePlace(
    _ pattern: String, _ other: String, _ reason: String
  ) throws {
    let text = String(decoding: try export("visual-index"), as: UTF8.self)
    let damaged = text.replacing(try Regex(pattern), with: other, maxReplacements: 1)
    try #require(damaged != text)
    try write(damaged.utf8, to: "visual_index.json")
    let result = try semblance.run(["import", "visual_index.json", "--below", "/"] + others)
    #expect(result.code == 1 && result.errors.contains(reason), "\(result.errors)")
    let after = try semblance.run(["visual-duplicates"] + others)
    #expect(after.errors.contains("no archive has"), "\(after.errors)")
  }
}
