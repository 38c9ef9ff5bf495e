package import Core

/// A value in a filter, of the kind of its field.
package enum FilterValue: Hashable, Sendable {
  /// Nothing: the field has no value.
  case null
  /// Compared without regard to the case of ASCII letters.
  case text(String)
  case number(Double)
  case boolean(Bool)
  case date(DateSpan)
  case path(FilePath)
}
