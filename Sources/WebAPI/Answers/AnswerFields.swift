internal import Core
internal import HTTPKit

/// The fields of an object that the API answers with: each said once, with its shape for documents and
/// tests, and how it is made.
struct AnswerFields<Subject>: Sendable {
  struct Field: Sendable {
    let declaration: JSONShape.Field
    /// `nil` leaves the field out.
    let make: @Sendable (Subject) -> JSONValue?

    init(
      _ name: String, _ shape: JSONShape, required: Bool = true, _ help: String = "",
      make: @escaping @Sendable (Subject) -> JSONValue?
    ) {
      declaration = JSONShape.Field(name, shape, required: required, help)
      self.make = make
    }
  }

  let name: String
  let fields: [Field]

  init(_ name: String, _ fields: [Field]) {
    self.name = name
    self.fields = fields
  }

  var shape: JSONShape { .named(name, .object(fields.map(\.declaration))) }

  func members(of subject: Subject) -> [JSONValue.Member] {
    fields.compactMap { field in
      field.make(subject).map { JSONValue.Member(field.declaration.name, $0) }
    }
  }

  func value(of subject: Subject) -> JSONValue { .object(members(of: subject)) }

  /// These fields for another subject, of which they are a part.
  func of<Whole>(_ part: @escaping @Sendable (Whole) -> Subject) -> [AnswerFields<Whole>.Field] {
    fields.map { field in
      .init(
        field.declaration.name, field.declaration.shape, required: field.declaration.isRequired,
        field.declaration.help
      ) { field.make(part($0)) }
    }
  }
}

extension JSONValue {
  static func count(_ number: Int) -> JSONValue { .integer(Int64(number)) }
  static func known(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
  static func known(_ number: Double?) -> JSONValue { number.map(JSONValue.number) ?? .null }
  static func known(_ number: Int?) -> JSONValue { number.map { .integer(Int64($0)) } ?? .null }
  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}

extension JSONShape {
  static let path: [JSONShape.Field] = [
    .init("path", .text, "As text; bytes that are none are escaped."),
    .init(
      "path_bytes", .text, required: false, "As hexadecimal digits, where the text is not all."),
  ]
}
