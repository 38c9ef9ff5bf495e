/// Something that can be written on a command's line: a ``Flag``, an ``Option`` or an ``Argument``.
///
/// The declaration is also the key by which a command reads what was given: `invocation[limit]`.
package protocol Parameter<Value>: Sendable {
  /// What the command gets.
  associatedtype Value: Sendable

  /// What parsing, help, completion, the man page and the reference are made from.
  var declaration: Declaration { get }

  /// The value for the words that were given, each already read by `declaration.read`; empty when
  /// there were none, neither on the line nor in the environment.
  func value(from given: [any Sendable]) -> Value
}
