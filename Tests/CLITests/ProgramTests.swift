import CLI
import CommandKit
import Foundation
import Testing

@Suite struct ProgramTests {
  @Test func theDeclarationsAreSound() {
    #expect(SemblanceProgram.program.root.mistakes() == [])
  }

  /// Made anew with: semblance documentation reference > docs/cli-reference.md
  @Test func theReferenceIsUpToDate() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/cli-reference.md")
    let written = try String(contentsOf: file, encoding: .utf8)
    #expect(
      written == MarkdownReference(SemblanceProgram.program).text,
      "run: semblance documentation reference > docs/cli-reference.md")
  }

  @Test func theProgramKnowsItsVersion() throws {
    let semblance = try Semblance()
    let result = try semblance.run("--version")
    #expect(result.code == 0)
    #expect(result.text == "semblance \(SemblanceProgram.version)\n")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionIsPrinted(shell: String) throws {
    let result = try Semblance().run("completion", shell)
    #expect(result.code == 0)
    #expect(result.text.contains("duplicates"))
  }

  @Test(arguments: [
    (["indx"], "did you mean 'index'"), (["index", "--excldue", "x"], "did you mean --exclude"),
    (["index", "--min-size", "lots"], "a size such as"),
    (["duplicates", "--kind", "exact"], "did you mean 'exact-file'"),
    (["stage", "--yes", "--dry-run"], "--dry-run"), (["restore"], "--all"),
    (["ignore", "one.jpg"], "two files"), (["similar"], "IMAGE"),
  ])
  func mistakesOnTheLine(words: [String], expected: String) throws {
    let semblance = try Semblance()
    try Pictures.write(Pictures.bitmap(seed: 1), to: "a.bmp", in: semblance.pictures)
    try semblance.run("index", "-q", "pictures")
    let result = try semblance.run(words)
    #expect(result.code == 64)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(expected), "\(result.errors)")
  }

  @Test func withoutALibraryTheFirstStepIsSaid() throws {
    let semblance = try Semblance()
    for words in [["status"], ["duplicates"], ["stage"], ["undo"], ["export"], ["show", "x"]] {
      let result = try semblance.run(words)
      #expect(result.code == 1)
      #expect(result.errors.contains("semblance index FOLDER"))
    }
    #expect(!FileManager.default.fileExists(atPath: semblance.environment["SEMBLANCE_LIBRARY"]!))
    try semblance.run("index", "pictures")
    let empty = try semblance.run("duplicates")
    #expect(empty.code == 1)
    #expect(empty.errors.contains("semblance index FOLDER"))
    let missing = try semblance.run("index", "nowhere")
    #expect(missing.code == 1)
    #expect(missing.errors.contains("nowhere"))
  }
}
