/// Who asks, as it was proven; a fact of the request behind ``AccessCheck``.
package struct Principal: Sendable, Hashable {
  package enum Proof: String, Sendable {
    /// Being on the same machine.
    case local
    case token
    /// A key of the server's own.
    case key
    /// Having signed in; a browser shows it by itself.
    case session
  }

  /// Whose pictures are meant.
  package let owner: String
  /// The largest scope; `nil` for none.
  package let scope: AccessScope?
  package let proof: Proof
  /// What the key is called.
  package let name: String?

  package init(owner: String, scope: AccessScope?, proof: Proof, name: String? = nil) {
    self.owner = owner
    self.scope = scope
    self.proof = proof
    self.name = name
  }
}
