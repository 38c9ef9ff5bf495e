/// One numbered step from a schema to the next.
package struct Migration: Sendable {
  /// The schema's version after this step: 1, 2, 3, … without gaps.
  package let version: Int
  /// What the step does, for messages: "the catalogue of pictures".
  package let name: String
  /// Makes the change, inside a transaction that the caller opened.
  package let apply: @Sendable (Connection) throws -> Void

  package init(
    _ version: Int, _ name: String, apply: @escaping @Sendable (Connection) throws -> Void
  ) {
    self.version = version
    self.name = name
    self.apply = apply
  }

  /// A step that is a script of statements.
  package init(_ version: Int, _ name: String, _ sql: SQL) {
    self.init(version, name) { try $0.script(sql) }
  }
}
