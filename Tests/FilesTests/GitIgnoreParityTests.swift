import Core
import Files
import Foundation
import TestSupport
import Testing

/// Ignore files against the program that defines them.
@Suite struct GitIgnoreParityTests {
  static let git = URL(filePath: "/usr/bin/git")
  static let hasGit = FileManager.default.isExecutableFile(atPath: git.path)

  @Test(.enabled(if: hasGit, "needs git"), arguments: 0..<24)
  func randomTreesAreIgnoredAsGitIgnoresThem(seed: UInt64) throws {
    var generator = SeededGenerator(seed: 0x1640 + seed)
    let folder = try TemporaryFolder()
    try Self.run(["init", "--quiet"], in: folder.url)

    var names: [String] = []
    for _ in 0..<120 {
      let name = Self.path(using: &generator)
      // A name may already be a folder, or a folder's name a file: then it stays as it is.
      if (try? folder.write([1], to: name)) != nil { names.append(name) }
    }
    var rules: [String] = []
    for place in ["", "a/", "b/", "a/b/"] where place.isEmpty || Bool.random(using: &generator) {
      let lines = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        Self.pattern(using: &generator)
      }
      let text = lines.joined(separator: "\n")
      if (try? folder.write(text.utf8, to: place + ".gitignore")) != nil {
        rules.append("\(place).gitignore: \(lines)")
      }
    }

    var options = ScanOptions()
    options.ignoreFileName = ".gitignore"
    options.includesHidden = true
    options.extensions = []
    options.excludedFolderNames = [".git"]
    let ours = Set(try Scan([folder.path], options).names(below: folder.path))
      .filter { !$0.hasSuffix(".gitignore") }
    let ignored = try Self.ignored(Array(Set(names)), in: folder.url)
    let theirs = Set(names).subtracting(ignored)
    #expect(ours.subtracting(theirs).sorted() == [], "listed, but git ignores it; \(rules)")
    #expect(theirs.subtracting(ours).sorted() == [], "not listed, but git keeps it; \(rules)")
  }

  private static let letters = [
    "a", "b", "c", "ab", "a.b", "a b", "b ", "#a", "!b", "[a]", "é", "*",
  ]

  private static func path(using generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1...4, using: &generator))
      .map { _ in letters.randomElement(using: &generator)! }.joined(separator: "/")
  }

  private static func pattern(using generator: inout SeededGenerator) -> String {
    let pieces = [
      "a", "b", "c", "ab", ".", " ", "*", "?", "**", "/", "/", "**/", "/**", "[ab]", "[!a]", "[^b]",
      "[]a]", "[a-c]", "[[:alpha:]]", "[[:space:]]", "[", "\\", "\\*", "\\ ", "\\#", "#", "!", "é",
      "[a-]", "[\\]a]", "[[:nope:]]", "\\a", "*/", "\r", "  ",
      "a**/", "a**/b",
    ]
    let text = (0..<Int.random(in: 1...5, using: &generator))
      .map { _ in pieces.randomElement(using: &generator)! }.joined()
    return Int.random(in: 0..<4, using: &generator) == 0 ? "!" + text : text
  }

  private static func ignored(_ names: [String], in folder: URL) throws -> Set<String> {
    let output = try run(
      ["check-ignore", "--no-index", "-z", "--stdin"], in: folder,
      input: names.joined(separator: "\0") + "\0")
    return Set(output.split(separator: "\0").map(String.init))
  }

  @discardableResult
  private static func run(
    _ arguments: [String], in folder: URL, input: String = ""
  ) throws -> String {
    let process = Process()
    process.executableURL = git
    process.arguments = ["-c", "core.quotePath=false", "-c", "core.excludesFile="] + arguments
    process.currentDirectoryURL = folder
    process.environment = [
      "HOME": folder.path, "GIT_CONFIG_NOSYSTEM": "1", "PATH": "/usr/bin:/bin",
    ]
    let (give, take) = (Pipe(), Pipe())
    process.standardInput = give
    process.standardOutput = take
    process.standardError = FileHandle.nullDevice
    try process.run()
    try give.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try give.fileHandleForWriting.close()
    let output = try take.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }
}
