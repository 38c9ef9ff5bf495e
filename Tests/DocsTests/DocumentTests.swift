import Foundation
import Testing

/// What the documents promise is in the product: commands and options are those of the generated
/// reference, and links lead to files that are there.
@Suite struct DocumentTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static let documents = [
    "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md", "docs/BENCHMARKS.md",
    "docs/CULLING.md", "docs/DEPLOYMENT.md", "docs/THREAT_MODEL.md",
  ]

  @Test(arguments: documents) func commandsAndOptionsAreInTheReference(document: String) throws {
    let reference = try CommandReference(text: Self.text("docs/cli-reference.md"))
    for call in CommandCall.calls(in: try Self.text(document)) {
      // Asked beforehand: a failing expectation would print the whole reference.
      let isCommand = reference.has(call.command)
      #expect(isCommand, "\(document): semblance \(call.command)")
      for option in call.options {
        let isOption = reference.has(option, of: call.command)
        #expect(isOption, "\(document): semblance \(call.command) \(option)")
      }
    }
  }

  /// Guards the test above: a reader that finds nothing would let everything pass.
  @Test func commandsOfTheReadMeAreFound() throws {
    let calls = CommandCall.calls(in: try Self.text("README.md"))
    #expect(Set(calls.map(\.command)).isSuperset(of: ["index", "duplicates", "stage", "undo"]))
    #expect(calls.contains { $0.command == "stage" && $0.options.contains("--group") })
  }

  @Test(arguments: documents) func linksLeadSomewhere(document: String) throws {
    let folder = Self.root.appending(path: document).deletingLastPathComponent()
    for match in try Self.text(document).matches(of: /\]\(([^)#]+)[^)]*\)/) {
      let target = String(match.1)
      guard !target.contains("://") else { continue }
      let file = folder.appending(path: target).standardized
      #expect(FileManager.default.fileExists(atPath: file.path), "\(document): \(target)")
    }
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }
}
