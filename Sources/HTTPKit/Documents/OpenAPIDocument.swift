package import Core

/// Routes as an OpenAPI 3.1 document, made of what they declare.
package struct OpenAPIDocument {
  package let title: String
  package let version: String
  package let description: String

  package init(title: String, version: String, description: String) {
    self.title = title
    self.version = version
    self.description = description
  }

  package func value(of routes: [Route]) -> JSONValue {
    var components: [String: JSONValue] = ["Problem": Self.problem]
    var patterns: [String] = []
    for route in routes where !patterns.contains(route.pattern.description) {
      patterns.append(route.pattern.description)
    }
    let paths = patterns.map { pattern in
      JSONValue.Member(
        pattern,
        .object(
          routes.filter { $0.pattern.description == pattern }.map { route in
            .init(route.method.rawValue.lowercased(), operation(route, &components))
          }))
    }
    return [
      "openapi": "3.1.0",
      "info": [
        "title": .string(title), "version": .string(version),
        "description": .string(description),
      ],
      "servers": [["url": "/"]], "paths": .object(paths),
      "components": [
        "schemas": .object(components.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }),
        "responses": [
          "Problem": [
            "description": "What went wrong (RFC 9457).",
            "content": [
              "application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]
            ],
          ]
        ],
        "securitySchemes": [
          "token": [
            "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
            "description":
              .string(
                "A token with the scope that is named, or a larger one (read, write, admin). "
                  + "Where the server asks for none, none is needed."),
          ]
        ],
      ],
    ]
  }

  private func operation(_ route: Route, _ components: inout [String: JSONValue]) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("operationId", .string(route.name)), .init("summary", .string(route.summary)),
    ]
    if let scope = route.access.scope {
      members.append(.init("security", [["token": [.string(scope.word)]], .object([])]))
    }
    let parameters = Self.parameters(route, &components)
    if !parameters.isEmpty { members.append(.init("parameters", .array(parameters))) }
    if let body = Self.body(route.content, &components) {
      members.append(.init("requestBody", body))
    }
    members.append(.init("responses", Self.responses(route, &components)))
    return .object(members)
  }

  // MARK: Requests

  private static func parameters(
    _ route: Route, _ components: inout [String: JSONValue]
  ) -> [JSONValue] {
    var parameters: [JSONValue] = route.pattern.parameterNames.map { name in
      [
        "name": .string(name), "in": "path", "required": true,
        "schema": (route.path[name] ?? .text).schema(&components),
      ]
    }
    for parameter in route.query {
      var schema = parameter.shape.schema(&components)
      // No address can hold it.
      if case .text = parameter.shape, case .object(let members) = schema {
        schema = .object(members + [.init("pattern", "^[^\\u0000]*$")])
      }
      if let fallback = parameter.fallback, case .object(let members) = schema {
        schema = .object(members + [.init("default", fallback)])
      }
      parameters.append(
        .object(
          [
            .init("name", .string(parameter.name)), .init("in", "query"),
            .init("required", false),
          ]
            + (parameter.help.isEmpty ? [] : [.init("description", .string(parameter.help))])
            + [.init("schema", schema)]))
    }
    if let isRequired = route.content.needsFormField {
      parameters.append([
        "name": .string(ForgeryCheck.formField), "in": "header", "required": .bool(isRequired),
        "description": "Needed with a form.", "schema": ["type": "string", "enum": ["1"]],
      ])
    }
    return parameters
  }

  private static func body(
    _ content: RouteContent, _ components: inout [String: JSONValue]
  ) -> JSONValue? {
    switch content {
    case .none: nil
    case .json(let shape):
      [
        // No content is read as an object without members.
        "required": .bool(!shape.takesNothing),
        "content": ["application/json": ["schema": shape.schema(&components)]],
      ]
    case .form(let fields):
      ["required": true, "content": ["multipart/form-data": ["schema": form(fields, &components)]]]
    case .jsonOrForm(let shape, let fields):
      [
        "required": .bool(!shape.takesNothing),
        "content": [
          "application/json": ["schema": shape.schema(&components)],
          "multipart/form-data": ["schema": form(fields, &components)],
        ],
      ]
    }
  }

  private static func form(
    _ fields: [RouteContent.FormField], _ components: inout [String: JSONValue]
  ) -> JSONValue {
    var properties: [JSONValue.Member] = []
    for field in fields {
      var schema: [JSONValue.Member] = [.init("type", "string")]
      if case .object(let members)? = field.shape?.schema(&components) { schema = members }
      // Bytes have no type of JSON (OpenAPI 3.1.0, "Considerations for File Uploads").
      if field.isFile { schema = [.init("contentMediaType", "application/octet-stream")] }
      if !field.help.isEmpty, !schema.contains(where: { $0.key == "description" }) {
        schema.append(.init("description", .string(field.help)))
      }
      properties.append(.init(field.name, .object(schema)))
    }
    let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
    return .object(
      [.init("type", "object"), .init("properties", .object(properties))]
        + (required.isEmpty ? [] : [.init("required", .array(required))])
        + [.init("additionalProperties", false)])
  }

  // MARK: Answers

  private static func responses(
    _ route: Route, _ components: inout [String: JSONValue]
  ) -> JSONValue {
    var members: [JSONValue.Member] = []
    var statuses: [Int] = []
    for answer in route.answers where !statuses.contains(answer.status.code) {
      statuses.append(answer.status.code)
    }
    for status in statuses {
      let answers = route.answers.filter { $0.status.code == status }
      let help = answers.map(\.help).filter { !$0.isEmpty }.joined(separator: " ")
      let content = answers.compactMap { answer in
        answer.mediaType.map { type in
          JSONValue.Member(
            type,
            answer.shape.map { ["schema": schema(of: $0, as: type, &components)] }
              ?? ["schema": ["type": "string"]])
        }
      }
      members.append(
        .init(
          "\(status)",
          .object(
            [.init("description", .string(help.isEmpty ? HTTPStatus(status).reason : help))]
              + (content.isEmpty ? [] : [.init("content", .object(content))]))))
    }
    return .object(
      members + [.init("default", ["$ref": "#/components/responses/Problem"])])
  }

  /// A stream's is that of one of its events, whose data is JSON (OpenAPI 3.2, "Server-Sent Events").
  private static func schema(
    of shape: JSONShape, as mediaType: String, _ components: inout [String: JSONValue]
  ) -> JSONValue {
    let schema = shape.schema(&components)
    guard mediaType == "text/event-stream" else { return schema }
    return [
      "type": "object",
      "properties": [
        "event": ["type": "string"],
        "data": [
          "type": "string", "contentMediaType": "application/json", "contentSchema": schema,
        ],
      ],
      "required": ["data"],
    ]
  }

  private static let problem: JSONValue = [
    "type": "object",
    "properties": [
      "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
      "detail": ["type": "string"], "request_id": ["type": "string"],
      "path": ["type": "string", "description": "Where something does not fit."],
    ],
    "required": ["type", "title", "status", "detail"],
  ]
}

extension RouteContent {
  /// Whether a form's field against forgery is needed; `nil` where no form is taken.
  fileprivate var needsFormField: Bool? {
    switch self {
    case .none, .json: nil
    case .form: true
    case .jsonOrForm: false
    }
  }
}
