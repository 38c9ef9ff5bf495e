import Core
import Files
import Testing

@Suite struct CompanionTests {
  @Test func sidecarsOfTheStemAndOfTheWholeName() {
    let siblings: [FilePath] = [
      "/p/IMG.jpg", "/p/IMG.xmp", "/p/img.YAML", "/p/IMG.jpg.xmp", "/p/IMG.cropped", "/p/IMG.txt",
      "/p/IMG2.xmp", "/p/IM.txt", "/p/IMG.jpg.bak.txt", "/p/IMG.mov", "/p/IMG",
    ]
    #expect(
      Companions.of("/p/IMG.jpg", among: siblings) == [
        "/p/IMG.xmp", "/p/img.YAML", "/p/IMG.jpg.xmp", "/p/IMG.cropped", "/p/IMG.txt", "/p/IMG.mov",
        "/p/IMG",
      ])
  }

  @Test func rawAndJPEGTravelTogetherWithTheSidecarsOfBoth() {
    let siblings: [FilePath] = ["A.CR2", "A.CR2.xmp", "A.jpg", "A.json", "B.jpg"]
    #expect(Companions.of("A.jpg", among: siblings) == ["A.CR2", "A.CR2.xmp", "A.json"])
    #expect(Companions.of("A.CR2", among: siblings) == ["A.CR2.xmp", "A.jpg", "A.json"])
    #expect(
      Companions.travelling(with: ["A.jpg"], among: siblings) == ["A.CR2", "A.CR2.xmp", "A.json"])
  }

  @Test func twoFinishedPicturesOfOneStemAreNotEachOthersCompanions() {
    let siblings: [FilePath] = ["A.jpg", "A.png", "A.txt", "A.png.xmp", "A.NEF"]
    #expect(Companions.of("A.jpg", among: siblings) == ["A.txt", "A.NEF"])
    // What the other one needs too stays.
    #expect(Companions.travelling(with: ["A.png"], among: siblings) == ["A.png.xmp"])
    #expect(
      Companions.travelling(with: ["A.png", "A.jpg"], among: siblings)
        == ["A.txt", "A.png.xmp", "A.NEF"])
    #expect(Companions.owners(of: "A.txt", among: siblings) == ["A.jpg", "A.png", "A.NEF"])
  }

  @Test func stemsAreComparedWithoutCaseOrComposition() {
    #expect(Companions.of("É.jpg", among: ["e\u{301}.XMP", "e.xmp"]) == ["e\u{301}.XMP"])
    let broken = FilePath(bytes: [0xFF] + Array("A.jpg".utf8))
    let sidecar = FilePath(bytes: [0xFF] + Array("a.xmp".utf8))
    #expect(Companions.of(broken, among: [sidecar, "a.xmp"]) == [sidecar])
  }

  @Test func aFileThatBelongsToNobodyHasNoOwner() {
    #expect(Companions.owners(of: "notes.txt", among: ["A.jpg", "notes.txt"]).isEmpty)
    #expect(Companions.travelling(with: ["A.jpg"], among: ["A.jpg", "notes.txt"]).isEmpty)
  }
}
