import Foundation
import Testing

/// docs/DEPLOYMENT.md names everything that the program reads from outside, and nothing else.
@Suite struct DeploymentTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// Variables that the sources name: those of options, and those that are read directly.
  private static func variables() throws -> Set<String> {
    let sources = root.appending(path: "Sources")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    var names: Set<String> = []
    while let file = files?.nextObject() as? URL {
      guard ["swift", "c", "h"].contains(file.pathExtension) else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      let pattern =
        /(?:environment: |environment\[|getenv\()"([A-Z][A-Z0-9_]+)"|"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|HOME|LANG|TERM|COLUMNS)"/
      for match in text.matches(of: pattern) {
        names.insert(String(match.1 ?? match.2!))
      }
    }
    return names
  }

  /// The first cells of the tables' rows.
  private static func listed(_ pattern: Regex<(Substring, Substring)>) throws -> Set<String> {
    var names: Set<String> = []
    for line in try text("docs/DEPLOYMENT.md").split(separator: "\n") where line.hasPrefix("|") {
      for match in line.matches(of: pattern) { names.insert(String(match.1)) }
    }
    return names
  }

  @Test func everyVariableIsListedAndIsRead() throws {
    let (read, listed) = (try Self.variables(), try Self.listed(/`([A-Z][A-Z0-9_]{3,})`/))
    #expect(read.count > 50 && read.contains("API_PORT") && read.contains("NO_COLOR"))
    let (missing, stale) = (read.subtracting(listed), listed.subtracting(read))
    #expect(missing.isEmpty, "docs/DEPLOYMENT.md lacks")
    #expect(stale.isEmpty, "nothing reads")
  }

  @Test func everyOptionOfTheServerIsListedWithItsVariable() throws {
    let reference = try Self.text("docs/cli-reference.md")
    let section = try #require(
      reference.components(separatedBy: "\n## ").first { $0.hasPrefix("`semblance serve`") })
    let deployment = try Self.text("docs/DEPLOYMENT.md").split(separator: "\n")
    var count = 0
    for line in section.split(separator: "\n") {
      guard let option = line.firstMatch(of: /^\| `[^`]*(--[a-z0-9-]+)/) else { continue }
      count += 1
      let row = deployment.first { $0.hasPrefix("| `\(option.1)") }
      #expect(row != nil, "\(option.1)")
      if let variable = line.firstMatch(of: /`([A-Z][A-Z0-9_]{3,})` \|$/) {
        #expect(row?.contains("`\(variable.1)`") == true, "\(option.1) \(variable.1)")
      }
    }
    #expect(count > 6)
    let options = Set(section.matches(of: /`[^`]*(--[a-z0-9-]+)/).map { String($0.1) })
    for name in try Self.listed(/^\| `(--[a-z0-9-]+)/) {
      #expect(options.contains(name), "semblance serve has no \(name)")
    }
  }
}
