package import Core

/// A request, as handlers get it.
package struct HTTPRequest: Sendable {
  package var method: HTTPMethod
  package var target: RequestTarget
  package var fields: HTTPFields
  /// Read at most once.
  package var body: RequestBody
  /// The numeric address of the other end of the connection.
  package var peer: String
  /// Whether the connection is encrypted.
  package var isEncrypted: Bool
  /// What the route's pattern found in the path, by name; set by the router.
  package var parameters: [String: String] = [:]
  /// The values of the query that the route declares, checked; set by the router.
  package var arguments: [String: JSONValue] = [:]
  /// The JSON document that the route takes, checked; `null` where it takes none.
  package var content: JSONValue = .null
  /// Facts that middleware found out for those behind it, by type.
  package var facts = RequestFacts()

  package init(
    method: HTTPMethod, target: RequestTarget, fields: HTTPFields = [:],
    body: RequestBody = .empty, peer: String = "127.0.0.1", isEncrypted: Bool = false
  ) {
    self.method = method
    self.target = target
    self.fields = fields
    self.body = body
    self.peer = peer
    self.isEncrypted = isEncrypted
  }

  /// The media type of the body in lower case, without its parameters; empty when none is said.
  package var mediaType: String { ListField.parameters(fields["Content-Type"] ?? "").value }
}

/// Values by their type, such as who asks and what the request is called in logs.
package struct RequestFacts: Sendable {
  private var values: [ObjectIdentifier: any Sendable] = [:]

  package init() {}

  package subscript<Fact: Sendable>(_ type: Fact.Type) -> Fact? {
    get { values[ObjectIdentifier(type)] as? Fact }
    set { values[ObjectIdentifier(type)] = newValue }
  }
}
