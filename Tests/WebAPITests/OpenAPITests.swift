import Core
import Foundation
import HTTPKit
import TestSupport
import Testing
import WebAPI

@Suite struct OpenAPITests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/openapi.json")

  /// The document in docs/ is what the routes declare. When they change, the new document is written
  /// beside it, to be looked at and put in its place.
  @Test func theDocumentIsWhatTheRoutesDeclare() async throws {
    let served = try await ServedLibrary().json("/api/openapi.json")
    let text = JSONText.text(served, .indented) + "\n"
    let kept = try? String(contentsOf: Self.file, encoding: .utf8)
    if kept != text {
      let fresh = FileManager.default.temporaryDirectory.appending(path: "semblance-openapi.json")
      try text.write(to: fresh, atomically: true, encoding: .utf8)
      Issue.record("docs/openapi.json is old; the new one is \(fresh.path)")
    }
  }

  @Test func itNamesEveryRouteWithWhatItTakes() async throws {
    let served = try ServedLibrary()
    let document = try await served.json("/api/openapi.json")
    #expect(document["openapi"] == "3.1.0")
    var names: Set<String> = []
    for route in served.api.routes {
      let operation = try #require(
        document["paths"]?[route.pattern.description]?[route.method.rawValue.lowercased()],
        "\(route.name)")
      #expect(operation["operationId"]?.text == route.name)
      #expect(names.insert(route.name).inserted, "two routes are called \(route.name)")
      let declared = operation["parameters"]?.elements.compactMap { $0["name"]?.text } ?? []
      #expect(Set(route.pattern.parameterNames + route.query.map(\.name)).isSubset(of: declared))
      #expect(operation["responses"]?["default"] != nil)
    }
    #expect(document["paths"]?.members.reduce(0) { $0 + $1.value.members.count } == names.count)
  }

  /// No reference leads nowhere.
  @Test func itsReferencesLeadSomewhere() async throws {
    let document = try await ServedLibrary().json("/api/openapi.json")
    let text = JSONText.text(document)
    let references = Set(
      text.matches(of: /"\$ref":"#\/components\/([a-z]+)\/([A-Za-z]+)"/)
        .map { [String($0.1), String($0.2)] })
    #expect(references.count > 20)
    for reference in references {
      let found = document["components"]?[reference[0]]?[reference[1]]
      #expect(found.map { $0 != .null } == true, "\(reference)")
    }
  }
}

extension JSONValue {
  var members: [JSONValue.Member] {
    if case .object(let members) = self { members } else { [] }
  }
}
