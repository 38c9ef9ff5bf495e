import Foundation
import TestSupport
import Testing

/// From a folder of pictures to files set aside, and back to the folder as it was.
@Suite struct JourneyTests {
  @Test func madePictures() throws {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    let groups = try Self.thereAndBack(semblance)
    #expect(groups.count == 2)
    #expect(groups.compactMap { $0["kind"] as? String } == ["exact-file", "resaved"])
    let paths = groups.map {
      ($0["files"] as? [[String: Any]] ?? []).compactMap { $0["path"] as? String }
    }
    #expect(paths[1].first?.hasSuffix("two.bmp") == true)
    #expect(paths[1].last?.hasSuffix("two small.webp") == true)
  }

  @Test(.enabled(if: TestData.has("neardup"), "needs the near duplicates of the test data"))
  func realPhotographs() throws {
    let semblance = try Semblance()
    try FileManager.default.copyItem(
      at: TestData.url("neardup/imagededup"), to: semblance.pictures.appending(path: "photos"))
    let groups = try Self.thereAndBack(semblance, indexCode: 2)
    #expect(groups.count >= 3)
  }

  /// Index, search, stage and undo; the tree is the same afterwards, to the byte.
  private static func thereAndBack(
    _ semblance: Semblance, indexCode: Int32 = 0
  ) throws -> [[String: Any]] {
    let before = try TreeContents(of: semblance.pictures)
    #expect(try semblance.run("index", "pictures").code == indexCode)
    let search = try semblance.run("duplicates", "--json")
    #expect(search.code == 0)
    let groups = (search.json as? [String: Any])?["groups"] as? [[String: Any]] ?? []

    let preview = try semblance.run("stage")
    #expect(preview.code == 0)
    #expect(preview.errors.contains("semblance stage --yes"))
    #expect(try TreeContents(of: semblance.pictures) == before)

    let staged = try semblance.run("stage", "--yes", "--json")
    #expect(staged.code == 0)
    let count = (staged.json as? [String: Any])?["files"] as? Int ?? 0
    #expect(count > 0)
    let aside = try TreeContents(of: semblance.pictures)
    #expect(
      aside.names.count(where: { !$0.hasSuffix("/") }) + count
        == before.names.count(where: { !$0.hasSuffix("/") }))
    #expect(try semblance.run("staged").text.contains("\(count) file"))
    // What was set aside is no duplicate any more, and is not found by an index either.
    #expect(try semblance.run("index").code == indexCode)
    #expect(try TreeContents(of: semblance.pictures) == aside)

    let undo = try semblance.run("undo")
    #expect(undo.code == 0)
    #expect(try TreeContents(of: semblance.pictures) == before)
    #expect(try semblance.run("staged", "--json").text == "[]\n")
    let again = try semblance.run("duplicates", "--json")
    #expect((again.json as? [String: Any])?["group_count"] as? Int == groups.count)
    return groups
  }

  @Test func companionsTravelWithTheirPicture() throws {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    try semblance.run("index", "pictures")
    try semblance.run("duplicates", "-q")
    try semblance.run("stage", "--yes")
    let aside = try TreeContents(of: semblance.folder.url.appending(path: "_review_dupes"))
    #expect(aside.names.contains { $0.hasSuffix("two small.webp.xmp") })
    #expect(aside.names.contains { $0.hasSuffix("two small.webp") })
    try semblance.run("restore", "--all")
    #expect(
      !FileManager.default.fileExists(
        atPath: semblance.folder.url.appending(path: "_review_dupes").path))
  }

  @Test func aPersonMayChooseAnotherFileToKeep() throws {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    try semblance.run("index", "pictures")
    try semblance.run("duplicates", "-q")
    let kept = semblance.pictures.appending(path: "copies/two small.webp").path
    let result = try semblance.run("stage", "--keep-file", kept, "--yes")
    #expect(result.code == 0, "\(result.errors)")
    let left = try TreeContents(of: semblance.pictures).names
    #expect(left.contains("copies/two small.webp"))
    #expect(!left.contains("two.bmp"))
    #expect(left.contains("copies/one again.bmp"))
  }

  @Test func referencesAreKept() throws {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    try semblance.run("index", "pictures")
    let search = try semblance.run("duplicates", "--reference", "pictures/copies", "-f")
    #expect(search.text.split(separator: "\n").allSatisfy { !$0.contains("/copies/") })
    #expect(try semblance.run("reference", "list").text.hasSuffix("pictures/copies\n"))
    try semblance.run("stage", "--yes")
    let left = try TreeContents(of: semblance.pictures).names
    #expect(left.contains("copies/one again.bmp"))
    #expect(!left.contains("one.bmp"))
  }

  @Test func whatIsNoDuplicateStaysNone() throws {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    try semblance.run("index", "pictures")
    try semblance.run("duplicates", "-q")
    let files = ["two.bmp", "copies/two small.webp"].map {
      semblance.pictures.appending(path: $0).path
    }
    #expect(try semblance.run("ignore", files[0], files[1]).code == 0)
    #expect(try semblance.run("duplicates", "-f").text.split(separator: "\n").count == 1)
    #expect(try semblance.run("show", files[0]).text.contains("no copy of"))
    #expect(try semblance.run("ignore", "--forget", files[0], files[1]).code == 0)
    #expect(try semblance.run("duplicates", "-f").text.split(separator: "\n").count == 2)
  }

  @Test func nothingGoesWithoutTheCopyThatEqualsIt() throws {
    let semblance = try Semblance()
    try Pictures.write(Pictures.bitmap(seed: 2), to: "best.bmp", in: semblance.pictures)
    try Pictures.write(Pictures.resaved(seed: 2), to: "small.webp", in: semblance.pictures)
    try Pictures.write(
      Pictures.bitmap(seed: 2, isMirrored: true), to: "mirrored.bmp",
      in: semblance.pictures)
    try semblance.run("index", "pictures")
    let search = try semblance.run("duplicates")
    #expect(search.text.contains("2 copies"), "\(search.text)")
    #expect(search.text.contains("BMP   best.bmp   keep"), "\(search.text)")
    try FileManager.default.removeItem(at: semblance.pictures.appending(path: "best.bmp"))
    // The mirrored copy stays, but the small one is not to go on its account.
    let result = try semblance.run("stage", "--yes")
    #expect(try TreeContents(of: semblance.pictures).names == ["mirrored.bmp", "small.webp"])
    #expect(result.errors.contains("no copy of it would stay"), "\(result.errors)")
    #expect(result.code == 1)
  }

  @Test func approvalNeedsTheExactNumber() throws {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    let before = try TreeContents(of: semblance.pictures)
    try semblance.run("index", "pictures")
    try semblance.run("duplicates", "-q")
    try semblance.run("stage", "--yes", "-q")
    let unasked = try semblance.run("approve")
    #expect(unasked.code == 1)
    #expect(unasked.errors.contains("--yes 3"))
    #expect(try semblance.run("approve", "--yes", "2").code == 1)
    #expect(try semblance.run("staged").text.contains("3 files"))
    #expect(try semblance.run("approve", "--yes", "3").code == 0)
    #expect(try semblance.run("staged", "--json").text == "[]\n")
    // The trash gives them back.
    #expect(try semblance.run("undo").code == 0)
    #expect(try semblance.run("undo", "1").code == 0)
    #expect(try TreeContents(of: semblance.pictures) == before)
  }
}
