import ArchiveFixtures
import Foundation
import Glibc
import TestSupport
import Testing

/// `semblance index --archives`, `visual-duplicates` and `similar` on packs of models.
@Suite struct ArchiveCommandTests {
  private let semblance: Semblance

  init() throws { semblance = try Semblance() }

  private static func meshes(_ seed: UInt64) -> [PackedFile] {
    [PackedFile("body.stl", ShapeModel(seed: seed, detail: 8).binarySTL())]
  }

  private static func pictures(_ seeds: [UInt64]) -> [PackedFile] {
    seeds.map { PackedFile("renders/\($0).bmp", DrawnPicture.bitmap(seed: $0)) }
  }

  private func write(_ name: String, _ bytes: [UInt8]) throws {
    try semblance.folder.write(bytes, to: "pictures/" + name)
  }

  private func groups(_ result: Semblance.Result) throws -> [[String]] {
    let document = try #require(result.json as? [String: Any])
    let groups = try #require(document["groups"] as? [[String: Any]])
    return groups.map { group in
      (group["archives"] as? [[String: Any]] ?? []).flatMap { archive in
        (archive["files"] as? [[String: Any]] ?? []).compactMap {
          ($0["path"] as? String)?.split(separator: "/").last.map(String.init)
        }
      }.sorted()
    }
  }

  private func index(_ more: String...) throws -> [String: Any] {
    let result = try semblance.run(["index", "--archives", "pictures", "--json"] + more)
    let document = try #require(result.json as? [String: Any], "\(result.errors)")
    return try #require(document["archives"] as? [String: Any])
  }

  @Test func twinsOfEveryKindAreFoundAndOthersAreNot() throws {
    let pack = Self.meshes(1) + Self.pictures([1, 2, 3, 4])
    try write("pack.zip", ZipWriter.bytes(pack, deflates: true))
    try write("renamed.rar", RarWriter.five(pack.map { PackedFile("x/" + $0.text, $0.bytes) }))
    try write("other.zip", ZipWriter.bytes(Self.meshes(2) + Self.pictures([5, 6, 7, 8])))
    try write("replaced.tar", TarWriter.bytes(Self.pictures([1, 2, 3, 9])))
    try write("mesh.zip", ZipWriter.bytes(Self.meshes(11)))
    let turned = ShapeModel(seed: 11, detail: 8).turned(yaw: 11, pitch: 3)
    try write("turned.zip", ZipWriter.bytes([PackedFile("other.obj", turned.obj())]))
    try write("project.3mf", ShapeModel(seed: 12, detail: 8).project())
    let report = try index()
    #expect(report["indexed"] as? Int == 7 && report["failed"] as? Int == 0)

    let found = try groups(semblance.run("visual-duplicates", "--json"))
    #expect(
      Set(found) == [
        ["pack.zip", "renamed.rar", "replaced.tar"], ["mesh.zip", "turned.zip"],
      ])
    let text = try semblance.run("visual-duplicates").text
    #expect(text.contains("the same 5 files") && text.contains("seen from another side"))
    let exact = try semblance.run("visual-duplicates", "--min-confidence", "100", "--json")
    #expect(try groups(exact) == [["pack.zip", "renamed.rar"]])
    let table = try semblance.run("visual-duplicates", "--csv", "-").text
      .split(whereSeparator: \.isNewline)
    #expect(table.count == 6 && table[0].hasPrefix("group,group_confidence,best"))
    #expect(
      try semblance.run("visual-duplicates", "-f").text.split(separator: "\n").count == 3)
  }

  @Test func anUnchangedArchiveCostsNothingAndACopyIsNotReadAgain() throws {
    let pack = ZipWriter.bytes(Self.pictures([1, 2]))
    try write("a.zip", pack)
    #expect(try index()["indexed"] as? Int == 1)
    #expect(try index()["unchanged"] as? Int == 1)
    try write("b/copy.zip", pack)
    let second = try index()
    #expect(second["linked"] as? Int == 1 && second["indexed"] as? Int == 0)
    let found = try groups(semblance.run("visual-duplicates", "--json"))
    #expect(found == [["a.zip", "copy.zip"]])
    try semblance.folder.remove("pictures/a.zip")
    #expect(try index()["missing"] as? Int == 1)
    #expect(try groups(semblance.run("visual-duplicates", "--json")).isEmpty)
    try write("b/copy.zip", ZipWriter.bytes(Self.pictures([3])))
    #expect(try index()["indexed"] as? Int == 1)
  }

  @Test func whatCannotBeReadIsListed() throws {
    try write("broken.rar", Array(RarWriter.five(Self.pictures([1])).dropLast(5000)))
    try write("page.zip", Array("<html>".utf8))
    try write(
      "odd.zip",
      ZipWriter.bytes(
        [PackedFile("../up.png", [1]), PackedFile("bad.png", [1, 2])] + Self.pictures([1])))
    let result = try semblance.run("index", "--archives", "pictures")
    #expect(result.code == 2)
    #expect(result.errors.contains("broken.rar") && result.errors.contains("page.zip"))
    #expect(result.text.contains("entries in them passed over"))
    let failures = try semblance.run("status", "--failures").text
    #expect(failures.contains("broken.rar") && failures.contains("damaged or not complete"))
    #expect(try index()["failed_before"] as? Int == 2)
    #expect(try index("--retry-failed")["failed"] as? Int == 2)
  }

  @Test func aSingleArchiveIsNoPicture() throws {
    try write("one.zip", ZipWriter.bytes(Self.pictures([1])))
    let result = try semblance.run("index", "--archives", "pictures/one.zip", "--json")
    let document = try #require(result.json as? [String: Any], "\(result.errors)")
    #expect(result.code == 0 && document["failed"] as? Int == 0)
    #expect((document["archives"] as? [String: Any])?["indexed"] as? Int == 1)
  }

  @Test func archivesAreWatchedToo() throws {
    try write("a.zip", ZipWriter.bytes(Self.pictures([1, 2])))
    try write("gone.zip", ZipWriter.bytes(Self.pictures([5])))
    let pictures = semblance.pictures
    let twin = TarWriter.bytes(Self.pictures([1, 2]))
    let writer = Thread {
      Thread.sleep(forTimeInterval: 2)
      try? Data(twin).write(to: pictures.appending(path: "b.tar"))
      try? FileManager.default.removeItem(at: pictures.appending(path: "gone.zip"))
    }
    writer.start()
    let watch = try semblance.interrupt(
      ["index", "--archives", "--watch", "pictures"], with: SIGINT, after: 6)
    #expect(watch.result.code == 130 && watch.delay < .seconds(2), "\(watch.result.errors)")
    #expect(watch.result.text.contains("2 archives found"), "\(watch.result.text)")
    #expect(watch.result.text.contains("1 archive looked into"), "\(watch.result.text)")
    #expect(watch.result.text.contains("1 archive gone"), "\(watch.result.text)")
    #expect(!watch.result.text.contains("failed"), "\(watch.result.text)")
    let found = try groups(semblance.run("visual-duplicates", "--json"))
    #expect(found == [["a.zip", "b.tar"]])
  }

  @Test func modelsTellVariantsApartThatAreDrawnAlike() throws {
    // Pictures that look the same in all three, in other files; two have the same figure, exported
    // by other programs.
    func drawn(_ end: UInt8) -> [PackedFile] {
      Self.pictures([1, 2, 3, 4]).map { PackedFile($0.text, $0.bytes + [end]) }
    }
    let figure = ShapeModel(seed: 5, detail: 8)
    try write("a.zip", ZipWriter.bytes(drawn(1) + [PackedFile("f.stl", figure.binarySTL())]))
    try write("same.tar", TarWriter.bytes(drawn(2) + [PackedFile("f.obj", figure.obj())]))
    try write("other.zip", ZipWriter.bytes(drawn(3) + Self.meshes(6)))
    _ = try index()
    let text = try semblance.run("similar", "pictures/a.zip").text
    let lines = text.split(separator: "\n")
    #expect(lines.count == 4 && lines[0].contains("same.tar"), "\(text)")
    #expect(lines[1].contains("5 of 5 previews look alike"), "\(text)")
    #expect(lines[3].contains("4 of 5 previews look alike, but their models look different"))
  }

  @Test func similarTakesArchivesAndPictures() throws {
    try write("pack.zip", ZipWriter.bytes(Self.meshes(1) + Self.pictures([1, 2, 3, 4])))
    try write("other.zip", ZipWriter.bytes(Self.meshes(2) + Self.pictures([5, 6, 7, 8])))
    _ = try index()
    try semblance.folder.write(
      TarWriter.bytes(Self.pictures([1, 2, 3])), to: "asked.tar")
    let archive = try semblance.run("similar", "asked.tar", "--files")
    #expect(archive.code == 0 && archive.text.hasSuffix("pictures/pack.zip\n"))
    try semblance.folder.write(DrawnPicture.bitmap(seed: 6), to: "asked.bmp")
    let picture = try semblance.run("similar", "asked.bmp", "--files")
    #expect(picture.code == 0 && picture.text.hasSuffix("pictures/other.zip\n"))
  }

  @Test func mistakesAreNamed() throws {
    try write("a.bmp", DrawnPicture.bitmap(seed: 1))
    try semblance.run("index", "pictures")
    let none = try semblance.run("visual-duplicates")
    #expect(none.code == 1 && none.errors.contains("semblance index --archives FOLDER"))
    let bits = try semblance.run("visual-duplicates", "--threshold", "65")
    #expect(bits.code == 64 && bits.errors.contains("dhash has 64 bits"))
  }
}

extension PackedFile {
  fileprivate var text: String { String(decoding: name, as: UTF8.self) }
}
