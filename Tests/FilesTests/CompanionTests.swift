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

  @Test func rulesNameEndingsBeyondTheStem() throws {
    let names: [FilePath] = [
      "IMG.jpg", "img_MASK.png", "IMG_mask.yaml", "IMG.depth.json", "IMG.jpg_mask.png", "IMG.png",
      "IMG_11.jpg", "_mask.png", "X_mask.png", "IMG.psd",
    ]
    let rules = try CompanionRules(["_mask.png", ".Depth.json", "!.psd"])
    let folder = CompanionNames(names, rules: rules)
    #expect(folder.owners(of: "img_MASK.png") == ["IMG.jpg", "IMG.png"])
    #expect(folder.owners(of: "IMG.jpg_mask.png") == ["IMG.jpg"], "the whole name is one picture's")
    #expect(folder.owners(of: "IMG.depth.json") == ["IMG.jpg", "IMG.png"])
    #expect(folder.owners(of: "IMG_mask.yaml") == ["img_MASK.png"])
    for name: FilePath in ["IMG.psd", "X_mask.png", "_mask.png", "IMG_11.jpg", "IMG.jpg"] {
      #expect(folder.owners(of: name).isEmpty, "\(name)")
    }
    #expect(CompanionNames(names).owners(of: "img_MASK.png").isEmpty)
    #expect(CompanionNames(names).owners(of: "IMG.psd") == ["IMG.jpg", "IMG.png"])
    let lengths: [(FilePath, Int)] = [
      ("IMG.jpg", 3), ("img_MASK.png", 3), ("IMG.jpg_mask.png", 3), ("IMG.depth.json", 3),
      ("IMG_mask.yaml", 8), ("X_mask.png", 6),
    ]
    for (name, length) in lengths { #expect(folder.stemLength(of: name) == length, "\(name)") }
  }

  @Test func theLongerEndingDecidesAndTheLaterRuleReplaces() throws {
    var rules = try CompanionRules([".json", "_mask.json"])
    let folder = CompanionNames(["a.jpg", "a_mask.jpg", "a_mask.json"], rules: rules)
    #expect(folder.owners(of: "a_mask.json") == ["a_mask.jpg", "a.jpg"])
    try rules.insert("!_mask.json")
    #expect(rules.words == [".json", "!_mask.json"])
    #expect(try CompanionRules(rules.words) == rules)
    #expect(try rules.remove(word: "_MASK.json") && !rules.remove(word: "_mask.json"))
    #expect(rules.words == [".json"])
  }

  @Test(arguments: [
    "", "!", ".", "_", "mask.png", "1.txt", "a/b.txt", ".é", ". txt", ".a\nb", "!!.psd",
  ])
  func whatIsNoEndingIsRefused(_ word: String) {
    #expect { try CompanionRules([word]) } throws: {
      ($0 as? Fault)?.code == "companions.ending"
    }
  }
}
