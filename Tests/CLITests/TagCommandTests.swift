import Foundation
import TestSupport
import Testing

/// `semblance tag` without a model: what it says, and what it leaves alone.
@Suite struct TagCommandTests {
  private let semblance: Semblance

  init() throws {
    semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    try semblance.run("index", "pictures")
    try semblance.folder.write(Array("dog\ncat\n".utf8), to: "labels.txt")
    try semblance.folder.write(Array("template: a photo\n".utf8), to: "bad.txt")
  }

  @Test func aLibraryWithoutAModelSaysWhatToDo() throws {
    let result = try semblance.run("tag", "--labels", "labels.txt", "--apply")
    #expect(result.code == 1 && result.errors.contains("uses no model"))
    #expect(result.errors.contains("semblance models list"))
    let sets = try semblance.run("tag", "--json")
    #expect(sets.code == 0 && (sets.json as? [Any])?.isEmpty == true)
  }

  @Test func mistakesAreNamed() throws {
    let bad = try semblance.run("tag", "--labels", "bad.txt")
    #expect(bad.code == 1 && bad.errors.contains("no {} for the label in line 1"))
    let missing = try semblance.run("tag", "--labels", "nowhere.txt")
    #expect(missing.code == 1 && missing.errors.contains("nowhere.txt"))
    let unknown = try semblance.run("tag", "--remove", "things")
    #expect(unknown.code == 1 && unknown.errors.contains("called things"))
    #expect(try semblance.run("tag", "--apply").code == 64)
    #expect(
      try semblance.run("tag", "--remove", "x", "--labels", "labels.txt").code == 64)
    #expect(
      try semblance.run("tag", "--labels", "labels.txt", "--confidence", "2").code == 64)
  }
}
