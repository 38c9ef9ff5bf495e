package import Core

/// What a route takes as the content of a request.
package enum RouteContent: Sendable {
  /// Nothing; what comes is not read.
  case none
  /// A document; without content an empty object is taken.
  case json(JSONShape)
  /// A form of texts and files, which the handler reads by itself with ``MultipartReader``.
  case form([FormField])
  /// Either of them, with the same fields.
  case jsonOrForm(JSONShape, [FormField])

  /// A part of a form.
  package struct FormField: Sendable {
    package let name: String
    package let isFile: Bool
    package let isRequired: Bool
    /// What its text stands for; `nil` for a file, and for any text.
    package let shape: JSONShape?
    package let help: String

    package init(
      _ name: String, isFile: Bool = false, required isRequired: Bool = false,
      shape: JSONShape? = nil, _ help: String = ""
    ) {
      self.name = name
      self.isFile = isFile
      self.isRequired = isRequired
      self.shape = shape
      self.help = help
    }

    /// The texts that stand for the fields of an object; none for another shape.
    package static func texts(of shape: JSONShape) -> [FormField] {
      guard case .object(let fields) = shape.plain else { return [] }
      return fields.map { field in
        FormField(field.name, required: field.isRequired, shape: field.shape, field.help)
      }
    }
  }

  /// Reads and checks the document of a request where the route takes one.
  ///
  /// - Throws: ``HTTPProblem`` 413 above the limit, 400 for what is no JSON, 415 for another media
  ///   type, 422 for what does not fit.
  func document(of request: HTTPRequest, limit: Int64) async throws -> JSONValue {
    let shape: JSONShape
    switch self {
    case .none, .form: return .null
    case .json(let wanted): shape = wanted
    case .jsonOrForm(let wanted, _):
      if request.mediaType == "multipart/form-data" { return .null }
      shape = wanted
    }
    let bytes = try await request.body.collected(limit: Int(limit))
    guard bytes.isEmpty || request.mediaType == "application/json" else {
      throw HTTPProblem(
        .unsupportedMediaType, type: "media-type",
        detail: "JSON is expected, as the field Content-Type must say: application/json.")
    }
    let value: JSONValue
    do {
      value = bytes.isEmpty ? .object([]) : try JSONValue(parsing: bytes)
    } catch {
      throw HTTPProblem.badRequest(
        "This is no JSON: \(error.problem) (at byte \(error.offset + 1)).")
    }
    try shape.check(value)
    return value
  }
}

/// A value that a route takes from the query of its target.
package struct QueryParameter: Sendable {
  package let name: String
  package let shape: JSONShape
  /// What it is when it is not given; `nil` for nothing.
  package let fallback: JSONValue?
  package let help: String

  package init(
    _ name: String, _ shape: JSONShape, default fallback: JSONValue? = nil, _ help: String = ""
  ) {
    self.name = name
    self.shape = shape
    self.fallback = fallback
    self.help = help
  }
}

/// What a route answers when all went well.
package struct RouteAnswer: Sendable {
  package let status: HTTPStatus
  /// `nil` for an answer without content.
  package let mediaType: String?
  /// Of JSON and of the data of events.
  package let shape: JSONShape?
  package let help: String

  package static func json(
    _ shape: JSONShape, _ status: HTTPStatus = .ok, _ help: String = ""
  ) -> RouteAnswer {
    RouteAnswer(status: status, mediaType: "application/json", shape: shape, help: help)
  }

  /// A stream of server-sent events, each with JSON as its data.
  package static func events(_ shape: JSONShape, _ help: String = "") -> RouteAnswer {
    RouteAnswer(status: .ok, mediaType: "text/event-stream", shape: shape, help: help)
  }

  /// It is done, and there is nothing to say.
  package static let done = RouteAnswer(
    status: .noContent, mediaType: nil, shape: nil, help: "Done.")

  package static func bytes(_ mediaType: String, _ help: String = "") -> RouteAnswer {
    RouteAnswer(status: .ok, mediaType: mediaType, shape: nil, help: help)
  }
}
