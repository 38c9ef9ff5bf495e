package import Core
internal import Synchronization

/// Tells middleware in front of the router which route a request took in the end, and whose it was.
package final class RouteReport: Sendable {
  private let route = Mutex<(name: String, pattern: String)?>(nil)
  private let names = Mutex<[String]>([])
  private let document = Mutex<JSONValue>(.null)
  private let asker = Mutex<Principal?>(nil)

  package init() {}

  func taken(_ taken: Route) {
    route.withLock { $0 = (taken.name, taken.pattern.description) }
  }

  func asked(_ given: [String], _ content: JSONValue) {
    names.withLock { $0 = given }
    document.withLock { $0 = content }
  }

  /// Whoever asked was found out.
  package func asked(by principal: Principal) { asker.withLock { $0 = principal } }

  /// Who asked; `nil` where nobody knows.
  package var principal: Principal? { asker.withLock { $0 } }

  /// The names of the declared parameters and members that were given; never their values.
  package var asked: [String] { names.withLock { $0 } }

  /// The document that the route took; `null` before it, and where it takes none.
  package var content: JSONValue { document.withLock { $0 } }

  /// `nil` before the router, and where no route fitted.
  package var name: String? { route.withLock { $0?.name } }
  package var pattern: String? { route.withLock { $0?.pattern } }
}
