/// What a JSON value must look like at a place. A route says with it what it takes and what it
/// answers: requests are checked against it before the handler runs, the OpenAPI document is made of
/// it, and tests hold answers against it.
package indirect enum JSONShape: Sendable, Hashable {
  case any
  case bool
  case integer(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  /// A text of so many characters.
  case text(ClosedRange<Int>)
  case pattern(TextPattern)
  case choice([String])
  /// So many elements, all of one shape.
  case list(JSONShape, ClosedRange<Int>)
  /// These fields and no others.
  case object([Field])
  /// Any keys, all values of one shape.
  case map(JSONShape)
  case nullable(JSONShape)
  /// A shape that several places share, and its name in documents.
  case named(String, JSONShape)

  package struct Field: Sendable, Hashable {
    package let name: String
    package let shape: JSONShape
    package let isRequired: Bool
    /// A few words for people.
    package let help: String

    package init(
      _ name: String, _ shape: JSONShape, required isRequired: Bool = true, _ help: String = ""
    ) {
      self.name = name
      self.shape = shape
      self.isRequired = isRequired
      self.help = help
    }
  }

  /// Whole numbers from 0 up, as far as JavaScript counts exactly.
  package static let count: JSONShape = .integer(0...9_007_199_254_740_991)
  package static let text: JSONShape = .text(0...Int.max)
  package static let wholeNumber: JSONShape = .integer(Int.min...Int.max)
  package static let anyNumber: JSONShape =
    .number(-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude)

  package static func list(_ element: JSONShape) -> JSONShape { .list(element, 0...Int.max) }

  /// The shape without its name.
  var plain: JSONShape {
    if case .named(_, let shape) = self { shape.plain } else { self }
  }
}
