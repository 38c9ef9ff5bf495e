import Core
import Files
import Foundation
import TestSupport
import Testing

@Suite struct MarkTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func picture(_ names: String...) throws {
    for name in names { try folder.write([1], to: name) }
  }

  private func empty(_ names: String...) throws {
    for name in names { try folder.write([], to: name) }
  }

  private func marks(_ roots: [FilePath]? = nil) throws -> [String: [String]] {
    let scan = try Scan(roots ?? [folder.path])
    return Dictionary(
      uniqueKeysWithValues: scan.pictures.map {
        ($0.path.relative(to: folder.path)!.display, $0.marks)
      })
  }

  @Test func emptyFilesOfAPicturesStemAreItsMarks() throws {
    try picture("a/IMG.png", "a/other.png", "b/IMG.png", "IMG.jpg", "a/IMG.json")
    try empty("a/IMG.cropped", "a/img.DONE", "a/unrelated.done", "a/other.png.kept")
    #expect(
      try marks() == [
        "a/IMG.png": ["cropped", "done"], "a/other.png": ["kept"], "b/IMG.png": [], "IMG.jpg": [],
      ])
  }

  @Test func onlyAKnownWordMayHoldSomething() throws {
    try picture("a.png", "a.cropped", "a.done", "a.mov")
    try empty("a.yaml", "a.txt", "a.part", "a.pp3", "a.two words", "a.")
    #expect(try marks() == ["a.png": ["cropped"]])
  }

  @Test func twoPicturesOfOneStemShareAMarkAndARawHasItToo() throws {
    try picture("a.png", "a.jpg", "b.CR2", "b.jpg")
    try empty("a.cropped", "b.cropped", "a.jpg.done")
    #expect(
      try marks() == [
        "a.png": ["cropped"], "a.jpg": ["cropped", "done"], "b.CR2": ["cropped"],
        "b.jpg": ["cropped"],
      ])
  }

  @Test func foldersAndLinksAreNoMarks() throws {
    try picture("a.png", "b.png", "d.cropped/x.png")
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "a.cropped"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "b.cropped"), withDestinationURL: folder.url)
    #expect(try marks() == ["a.png": [], "b.png": [], "d.cropped/x.png": []])
  }

  @Test func aPictureThatIsARootHasItsMarks() throws {
    try picture("a.png", "b.png")
    try empty("a.cropped")
    let root = folder.path.appending("a.png")
    #expect(try marks([root]) == ["a.png": ["cropped"]])
  }

  @Test func wordsAreCheckedAndPlacesHaveTheStem() {
    for word in ["cropped", "a", "x2", String(repeating: "a", count: 32)] {
      #expect(PictureMark.isWord(word), "\(word)")
    }
    for word in [
      "", "A", "a b", "jpg", "cr2", "yaml", "mp4", "tmp", "../a", "é",
      String(repeating: "a", count: 33),
    ] {
      #expect(!PictureMark.isWord(word), "\(word)")
    }
    #expect(PictureMark.word(of: "/a/IMG.1.cropped", size: 9) == "cropped")
    #expect(PictureMark.word(of: "/a/IMG.1.SEEN", size: 0) == "seen")
    #expect(PictureMark.word(of: "/a/IMG.1.seen", size: 1) == nil)
    #expect(PictureMark.word(of: "/a/IMG.1.yaml", size: 0) == nil)
    #expect(PictureMark.place(of: "cropped", beside: "/a/IMG.1.png") == "/a/IMG.1.cropped")
    #expect(PictureMark.place(of: "cropped", beside: "IMG.png") == "IMG.cropped")
  }
}
