/// Who asks, as it was proven; a fact of the request behind ``AccessCheck``.
package struct Principal: Sendable, Hashable {
  package enum Proof: String, Sendable {
    /// Being on the same machine.
    case local
    case token
  }

  /// Whose pictures are meant.
  package let owner: String
  /// The largest scope; `nil` for none.
  package let scope: AccessScope?
  package let proof: Proof

  package init(owner: String, scope: AccessScope?, proof: Proof) {
    self.owner = owner
    self.scope = scope
    self.proof = proof
  }
}
