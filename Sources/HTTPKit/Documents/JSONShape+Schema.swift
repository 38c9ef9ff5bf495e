internal import Core

extension JSONShape {
  /// The shape in JSON Schema (2020-12), as OpenAPI 3.1 takes it; named shapes as references, each
  /// added to `components`.
  func schema(_ components: inout [String: JSONValue], help: String = "") -> JSONValue {
    let members = members(&components)
    let described: [JSONValue.Member] =
      help.isEmpty ? [] : [.init("description", .string(help))]
    return .object(members + described)
  }

  /// Whether an object without members has it.
  var takesNothing: Bool {
    switch self {
    case .object(let fields): fields.allSatisfy { !$0.isRequired }
    case .named(_, let shape), .nullable(let shape): shape.takesNothing
    case .map, .any: true
    default: false
    }
  }

  private func members(_ components: inout [String: JSONValue]) -> [JSONValue.Member] {
    switch self {
    case .any: return []
    case .bool: return [.init("type", "boolean")]
    case .integer(let range):
      return [.init("type", "integer")] + Self.bound("minimum", range.lowerBound, Int.min)
        + Self.bound("maximum", range.upperBound, Int.max)
    case .number(let range):
      return [.init("type", "number")]
        + Self.bound("minimum", range.lowerBound, -Double.greatestFiniteMagnitude)
        + Self.bound("maximum", range.upperBound, Double.greatestFiniteMagnitude)
    case .text(let range):
      return [.init("type", "string")] + Self.bound("minLength", range.lowerBound, 0)
        + Self.bound("maxLength", range.upperBound, Int.max)
    case .pattern(let pattern):
      return [.init("type", "string"), .init("pattern", .string(pattern.expression))]
    case .choice(let names):
      return [.init("type", "string"), .init("enum", .array(names.map(JSONValue.string)))]
    case .list(let shape, let range):
      return [.init("type", "array"), .init("items", shape.schema(&components))]
        + Self.bound("minItems", range.lowerBound, 0)
        + Self.bound("maxItems", range.upperBound, Int.max)
    case .map(let shape):
      return [.init("type", "object"), .init("additionalProperties", shape.schema(&components))]
    case .object(let fields): return Self.object(fields, &components)
    case .nullable(let shape):
      return [.init("anyOf", [shape.schema(&components), ["type": "null"]])]
    case .named(let name, let shape):
      if components[name] == nil {
        // Its place is taken before its parts are made, which may name it.
        components[name] = .null
        components[name] = shape.schema(&components)
      }
      return [.init("$ref", .string("#/components/schemas/\(name)"))]
    }
  }

  private static func object(
    _ fields: [Field], _ components: inout [String: JSONValue]
  ) -> [JSONValue.Member] {
    let properties = fields.map {
      JSONValue.Member($0.name, $0.shape.schema(&components, help: $0.help))
    }
    let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
    return [.init("type", "object"), .init("properties", .object(properties))]
      + (required.isEmpty ? [] : [.init("required", .array(required))])
      + [.init("additionalProperties", false)]
  }

  private static func bound(_ name: String, _ value: Int, _ open: Int) -> [JSONValue.Member] {
    value == open ? [] : [.init(name, .integer(Int64(value)))]
  }

  private static func bound(_ name: String, _ value: Double, _ open: Double) -> [JSONValue.Member] {
    value == open ? [] : [.init(name, .number(value))]
  }
}
