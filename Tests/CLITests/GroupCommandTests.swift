import Foundation
import TestSupport
import Testing

/// `semblance group`, from files to folders and back.
@Suite struct GroupCommandTests {
  private let semblance: Semblance
  private var clusters: URL { semblance.folder.url.appending(path: "clusters") }

  /// Two pictures with a smaller re-save of each, one of them twice, with companions; and one alone.
  init() throws {
    semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    for name in ["one.txt", "copies/one small.yaml", "three.txt"] {
      try Pictures.write(Data(name.utf8), to: name, in: semblance.pictures)
    }
    try Pictures.write(
      Pictures.resaved(seed: 1), to: "copies/one small.webp", in: semblance.pictures)
    try semblance.run("index", "pictures")
  }

  private func group(_ words: String...) throws -> Semblance.Result {
    try semblance.run(["group", "--into", "clusters", "--threshold", "0.97"] + words)
  }

  private func names(below folder: URL) throws -> Set<String> {
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    return Set(try FileManager.default.subpathsOfDirectory(atPath: folder.path))
  }

  private static let made: Set<String> = [
    "cluster-001", "cluster-001/one.bmp", "cluster-001/one.txt", "cluster-001/one again.bmp",
    "cluster-001/one small.webp", "cluster-001/one small.yaml", "cluster-002",
    "cluster-002/two.bmp", "cluster-002/two small.webp", "cluster-002/two small.webp.xmp",
  ]

  @Test func aLookChangesNothing() throws {
    try semblance.run("flag", "cropped", "pictures/two.bmp")
    let before = try TreeContents(of: semblance.folder.url.appending(path: "pictures"))
    let text = try group()
    #expect(text.code == 0, "\(text.errors)")
    #expect(text.text.contains("cluster-001   3 pictures with 2 companions, "))
    #expect(text.text.contains("\n  two.bmp [cropped]\n"), "\(text.text)")
    #expect(text.text.contains("1 picture in no cluster stays where it is."))
    #expect(text.errors.contains("semblance group --into clusters --threshold 0.97 --yes"))
    let json = try #require(try group("--json").json as? [String: Any])
    #expect(json["dry_run"] as? Bool == true && json["mode"] as? String == "symlink")
    #expect(json["pictures"] as? Int == 5 && json["companions"] as? Int == 4)
    #expect(
      (json["folders"] as? [[String: Any]])?.map { $0["name"] as? String } == [
        "cluster-001", "cluster-002",
      ])
    let files = (json["folders"] as? [[String: Any]] ?? [])
      .flatMap { $0["units"] as? [[String: Any]] ?? [] }
      .flatMap { $0["files"] as? [[String: Any]] ?? [] }
    let marked = files.filter { $0["marks"] as? [String] == ["cropped"] }
    #expect(marked.count == 1 && (marked[0]["path"] as? String)?.hasSuffix("/two.bmp") == true)
    #expect(try names(below: clusters).isEmpty)
    #expect(try TreeContents(of: semblance.pictures) == before)
  }

  @Test func linksAreMadeAndTakenBack() throws {
    let before = try TreeContents(of: semblance.pictures)
    let result = try group("--yes")
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.text == "Made 8 links in 2 folders (action 1).\n")
    #expect(try names(below: clusters) == Self.made)
    let link = clusters.appending(path: "cluster-002/two small.webp").path
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: link)
        == "../../pictures/copies/two small.webp")
    #expect(try TreeContents(of: semblance.pictures) == before)
    #expect(try semblance.run("history").text.contains("grouped"))
    let staged = try semblance.run("staged")
    #expect(staged.text.isEmpty && staged.errors.contains("Nothing is set aside"))
    // A second arrangement in one folder could not be told from the first.
    let again = try group("--yes")
    #expect(again.code == 1 && again.errors.contains("the folder is not empty"), "\(again.errors)")
    #expect(try semblance.run("undo").text == "Removed 8 links (action 2).\n")
    #expect(try names(below: clusters).isEmpty)
    #expect(!FileManager.default.fileExists(atPath: clusters.path))
  }

  @Test func movedPicturesStayKnown() throws {
    let before = try TreeContents(of: semblance.pictures)
    let moved = try semblance.run(
      "group", "--into", "pictures/clusters", "--threshold", "0.97", "--mode", "move", "--yes")
    #expect(moved.text.hasPrefix("Moved 8 files, "), "\(moved.errors)")
    #expect(moved.text.hasSuffix(" in 2 folders (action 1).\n"))
    let place = semblance.pictures.appending(path: "clusters/cluster-001/one small.webp")
    let shown = try semblance.run("show", place.path)
    #expect(shown.code == 0, "\(shown.errors)")
    // Nothing is new, nothing is gone, and no picture has become a duplicate of itself.
    let index = try semblance.run("index", "--json").json as? [String: Any]
    let duplicates = try semblance.run("duplicates", "-f").text.split(separator: "\n")
    #expect(index != nil && duplicates.count == 3, "\(duplicates)")
    #expect(duplicates.allSatisfy { $0.contains("/clusters/cluster-00") })
    // Approving what is staged never touches what is arranged.
    #expect(try semblance.run("approve", "--yes", "0").code != 2)
    #expect(FileManager.default.fileExists(atPath: place.path))
    #expect(try semblance.run("undo").text.hasPrefix("Moved back 8 files"))
    #expect(try TreeContents(of: semblance.pictures) == before)
    #expect(try semblance.run("show", "pictures/copies/one small.webp").code == 0)
  }

  @Test func copiesInAnIndexedFolderAreNotIndexedAgain() throws {
    let target = semblance.pictures.appending(path: "clusters")
    let before = try TreeContents(of: semblance.pictures)
    let copied = try semblance.run(
      "group", "--into", "pictures/clusters", "--threshold", "0.97", "--mode", "copy", "--yes")
    #expect(copied.text.hasPrefix("Made 8 copies, "), "\(copied.errors)")
    #expect(try names(below: target) == Self.made.union([".semblanceignore"]))
    try semblance.run("index")
    #expect(try semblance.run("duplicates", "-f").text.split(separator: "\n").count == 3)
    // An edited copy is somebody's work.
    let edited = target.appending(path: "cluster-001/one.txt")
    try Data("notes".utf8).write(to: edited)
    let undone = try semblance.run("undo")
    #expect(undone.code == 2)
    #expect(undone.errors.contains("no longer the copy"), "\(undone.errors)")
    #expect(try Data(contentsOf: edited) == Data("notes".utf8))
    try FileManager.default.removeItem(at: edited)
    #expect(try semblance.run("undo").code == 0)
    #expect(try TreeContents(of: semblance.pictures) == before)
  }

  @Test func referencesAreLinkedButNotMoved() throws {
    try semblance.run("reference", "add", "pictures/copies")
    #expect(try group().text.contains("5 pictures with 3 companions in 2 folders"))
    let moving = try group("--mode", "move")
    #expect(moving.text.contains("3 files in reference folders never move."))
    #expect(!moving.text.contains("one again.bmp"))
  }

  @Test func noiseGetsAFolderOnRequest() throws {
    #expect(try group("--with-noise", "--yes").code == 0)
    #expect(
      try names(below: clusters).subtracting(Self.made)
        == ["alone", "alone/three.bmp", "alone/three.txt"])
    let dense = try semblance.run(
      "group", "--into", "dense", "--density", "--min-size", "2", "--samples", "1")
    #expect(dense.code == 0, "\(dense.errors)")
  }

  @Test func filesOfOneContentAreACluster() throws {
    let exact = try semblance.run("group", "--into", "clusters", "--threshold", "1", "--yes")
    #expect(exact.code == 0, "\(exact.errors)")
    #expect(
      try names(below: clusters)
        == [
          "cluster-001", "cluster-001/one.bmp", "cluster-001/one.txt", "cluster-001/one again.bmp",
        ]
    )
  }

  @Test func errorsSayWhatToDo() throws {
    #expect(try semblance.run("group").errors.contains("--into"))
    #expect(try group("--count", "2").code == 64)
    let none = try semblance.run(
      "group", "pictures/copies", "--into", "clusters", "--threshold", "1")
    #expect(
      none.code == 0 && none.errors.contains("Nothing to group"), "\(none.text)\(none.errors)")
    let file = try semblance.run("group", "--into", "pictures/one.txt")
    #expect(file.code == 1 && file.errors.contains("is not a folder"))
  }

  /// One search over several folders, each indexed by itself.
  @Test func duplicatesAreFoundAcrossRoots() throws {
    let semblance = try Semblance()
    for (name, seed) in [("A/one.bmp", 1), ("B/same.bmp", 1), ("C/other.bmp", 2)]
      as [(String, UInt64)]
    {
      try Pictures.write(Pictures.bitmap(seed: seed), to: name, in: semblance.folder.url)
    }
    try Pictures.write(Pictures.resaved(seed: 1), to: "C/small.webp", in: semblance.folder.url)
    try Pictures.write(Pictures.bitmap(seed: 1), to: "D/left out.bmp", in: semblance.folder.url)
    #expect(try semblance.run("index", "A", "B", "C", "D").code == 0)
    func paths(_ folders: String...) throws -> [[String]] {
      let json = try semblance.run(["duplicates", "--json"] + folders).json as? [String: Any]
      let groups = json?["groups"] as? [[String: Any]] ?? []
      return groups.map { group in
        (group["files"] as? [[String: Any]] ?? []).compactMap { $0["path"] as? String }
          .map { $0.split(separator: "/").suffix(2).joined(separator: "/") }.sorted()
      }
    }
    #expect(try paths("A", "B", "C") == [["A/one.bmp", "B/same.bmp", "C/small.webp"]])
    #expect(try paths("B", "C") == [["B/same.bmp", "C/small.webp"]])
    #expect(try paths("A").isEmpty)
    // What is staged keeps apart what came from where.
    #expect(try semblance.run("duplicates", "A", "B", "C", "--mode", "stage").code == 0)
    let aside = try TreeContents(of: semblance.folder.url.appending(path: "_review_dupes")).names
    #expect(aside.count { $0.hasSuffix(".bmp") || $0.hasSuffix(".webp") } == 2, "\(aside)")
    #expect(try semblance.run("undo").code == 0)
    #expect(try paths("A", "B", "C", "D").joined().count == 4)
  }
}
