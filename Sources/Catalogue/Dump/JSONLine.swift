internal import Core

/// One JSON object on one line, its keys in the order in which they are set. What is not known is
/// left out.
struct JSONLine {
  private var members: [JSONValue.Member] = []

  mutating func set(_ key: String, _ value: String?) { add(key, value.map(JSONValue.string)) }

  mutating func set(_ key: String, _ value: Int64?) { add(key, value.map(JSONValue.integer)) }

  mutating func set(_ key: String, _ value: Int?) { set(key, value.map { Int64($0) }) }

  mutating func set(_ key: String, _ value: Double?) {
    guard let value, value.isFinite else { return }
    add(key, .number(value))
  }

  mutating func set(_ key: String, _ values: [String]) {
    if !values.isEmpty { add(key, .array(values.map(JSONValue.string))) }
  }

  /// The finished object.
  var line: String { JSONText.text(.object(members)) }

  private mutating func add(_ key: String, _ value: JSONValue?) {
    members += JSONValue.optional(key, value)
  }
}
