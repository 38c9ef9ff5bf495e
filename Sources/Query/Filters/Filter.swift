/// A condition on pictures: a tree over the fields of ``FilterField``.
///
/// Every condition is true or false, never unknown: a field without a value meets no comparison, so
/// `iso != 100` holds for a picture without an ISO value. Of a field with several values one is
/// enough, except for ``Test/all(_:)`` and ``Test/none(_:)``.
package indirect enum Filter: Hashable, Sendable {
  /// All of them; true when there are none.
  case all([Filter])
  /// One of them at least; false when there are none.
  case any([Filter])
  case not(Filter)
  /// At least so many of them.
  case atLeast(Int, [Filter])
  case field(FilterField, Test)
  /// Within a distance, in metres, of a place in degrees.
  case near(latitude: Double, longitude: Double, metres: Double)

  package enum Test: Hashable, Sendable {
    case equal(FilterValue)
    case notEqual(FilterValue)
    case less(FilterValue)
    case lessOrEqual(FilterValue)
    case greater(FilterValue)
    case greaterOrEqual(FilterValue)
    /// A pattern in which `%` stands for anything and `_` for one character, `\` taking their
    /// meaning away; the case of ASCII letters does not matter. Of text and paths.
    case like(String)
    /// One of the values.
    case any([FilterValue])
    /// Each of the values.
    case all([FilterValue])
    /// None of the values.
    case none([FilterValue])
    /// Whether the field has a value.
    case exists(Bool)
    /// How many different values the field has.
    case count(ClosedRange<Int>)
  }

  /// Both conditions; either may be missing.
  package static func both(_ left: Filter?, _ right: Filter?) -> Filter? {
    switch (left, right) {
    case (let left?, let right?): .all([left, right])
    default: left ?? right
    }
  }
}
