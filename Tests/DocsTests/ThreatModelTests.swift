import Foundation
import Testing

/// docs/THREAT_MODEL.md names tests that are there.
@Suite struct ThreatModelTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The functions of all tests by the suites that their files declare.
  private static func tests() throws -> [String: Set<String>] {
    var tests: [String: Set<String>] = [:]
    let files = FileManager.default.enumerator(
      at: root.appending(path: "Tests"), includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      // The first function behind every mark of a test.
      let functions = text.components(separatedBy: "@Test").dropFirst()
        .compactMap { $0.firstMatch(of: /func ([a-zA-Z0-9]+)\(/).map { String($0.1) } }
      for suite in text.matches(of: /struct ([A-Z][A-Za-z0-9]*Tests)\b/) {
        tests[String(suite.1), default: []].formUnion(functions)
      }
    }
    return tests
  }

  @Test func everyNamedTestIsThere() throws {
    let document = try String(
      contentsOf: Self.root.appending(path: "docs/THREAT_MODEL.md"), encoding: .utf8)
    let tests = try Self.tests()
    #expect(tests["ThreatModelTests"]?.contains("everyNamedTestIsThere") == true)
    let named = document.matches(of: /`([A-Z][A-Za-z0-9]*Tests)\.([a-zA-Z0-9]+)`/)
    #expect(named.count > 30)
    for name in named {
      let isThere = tests[String(name.1)]?.contains(String(name.2)) == true
      #expect(isThere, "\(name.1).\(name.2)")
    }
  }

  @Test func everyThreatHasATest() throws {
    let document = try String(
      contentsOf: Self.root.appending(path: "docs/THREAT_MODEL.md"), encoding: .utf8)
    var rows = 0
    for line in document.split(separator: "\n") where line.hasPrefix("| ") {
      if line.hasPrefix("| threat") { continue }
      rows += 1
      #expect(line.contains(/`[A-Z][A-Za-z0-9]*Tests\.[a-zA-Z0-9]+`/), "\(line)")
    }
    #expect(rows > 20)
  }
}
