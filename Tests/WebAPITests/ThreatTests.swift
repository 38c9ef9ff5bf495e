import Core
import Engine
import HTTPKit
import TestSupport
import Testing
import WebAPI

/// What docs/THREAT_MODEL.md says and no other suite shows.
@Suite struct ThreatTests {
  /// A server that fetches what a caller names can be sent into the caller's neighbours' networks.
  @Test func noRouteTakesAnAddress() throws {
    let words: Set<String> = [
      "url", "uri", "href", "link", "address", "endpoint", "callback", "webhook",
    ]
    for route in try ServedLibrary().api.routes {
      var names = route.query.map(\.name) + Array(route.path.keys)
      switch route.content {
      case .none: break
      case .json(let shape): names += Self.names(in: shape)
      case .form(let fields): names += fields.map(\.name)
      case .jsonOrForm(let shape, let fields):
        names += Self.names(in: shape) + fields.map(\.name)
      }
      for name in names {
        let parts = Set(name.lowercased().split { "_-".contains($0) }.map(String.init))
        #expect(parts.isDisjoint(with: words), "\(route.name) takes \(name)")
      }
    }
  }

  private static func names(in shape: JSONShape) -> [String] {
    switch shape {
    case .object(let fields): fields.flatMap { [$0.name] + names(in: $0.shape) }
    case .list(let element, _): names(in: element)
    case .map(let inner), .nullable(let inner), .named(_, let inner): names(in: inner)
    case .any, .bool, .integer, .number, .text, .pattern, .choice: []
    }
  }

  @Test(arguments: [FaultSource.runtime, .bug])
  func failuresShowNothingOfTheInside(source: FaultSource) {
    let fault = Fault(
      "store.damaged", source, "secret words", remedy: "secret remedy", path: "/secret/path",
      underlying: "secret cause")
    let problem = HTTPProblem(fault)
    #expect(problem.status.code >= 500)
    guard case .bytes(let bytes) = problem.response(requestID: "1").body else {
      Issue.record("a problem is a document")
      return
    }
    #expect(!String(decoding: bytes, as: UTF8.self).contains("secret"))
  }
}
