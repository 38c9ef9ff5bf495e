internal import Engine

extension API {
  /// What this library holds.
  func ownFacts() async throws -> LibraryFacts { try await call { try LibraryFacts(of: $0) } }

  /// What the libraries hold that the server answers for, together.
  func allFacts() async throws -> LibraryFacts {
    var facts = try await ownFacts()
    for known in await tenants?.allFacts() ?? [] { facts.add(known) }
    return facts
  }
}
