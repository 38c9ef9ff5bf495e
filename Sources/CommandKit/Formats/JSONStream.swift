package import Core

/// Writes one JSON document to standard output piece by piece, for lists that are too long to hold.
///
/// ```swift
/// var json = JSONStream(on: console)
/// try json.beginObject()
/// try json.beginArray("groups")
/// for group in groups { try json.add(group.json) }
/// try json.end()
/// try json.add("issues", issues)
/// try json.finish()
/// ```
package struct JSONStream {
  private let console: Console
  private let layout: JSONText.Layout
  /// The closing bracket and the number of elements of every container that is open.
  private var open: [(bracket: Character, count: Int)] = []

  package init(on console: Console, _ layout: JSONText.Layout = .indented) {
    self.console = console
    self.layout = layout
  }

  /// Opens an object; with a key when it lies in an object, without one in an array or at the top.
  package mutating func beginObject(_ key: String? = nil) throws { try begin("{", "}", key) }

  /// Opens an array.
  package mutating func beginArray(_ key: String? = nil) throws { try begin("[", "]", key) }

  /// Adds an element to the array that is open.
  package mutating func add(_ value: JSONValue) throws { try add(nil, value) }

  /// Adds a member to the object that is open.
  package mutating func add(_ key: String, _ value: JSONValue) throws { try add(.some(key), value) }

  /// Closes the innermost container.
  package mutating func end() throws {
    guard let (bracket, count) = open.popLast() else {
      preconditionFailure("no array or object is open")
    }
    var bytes: [UInt8] = []
    JSONText.close(bracket, isEmpty: count == 0, &bytes, layout, depth: open.count)
    if open.isEmpty { bytes.append(UInt8(ascii: "\n")) }
    try console.write(bytes)
  }

  /// Closes all that is open.
  package mutating func finish() throws {
    while !open.isEmpty { try end() }
  }

  private mutating func begin(
    _ opening: Character, _ closing: Character, _ key: String?
  ) throws {
    var bytes = lead(key)
    bytes += opening.utf8
    try console.write(bytes)
    open.append((closing, 0))
  }

  private mutating func add(_ key: String?, _ value: JSONValue) throws {
    var bytes = lead(key)
    JSONText.append(value, to: &bytes, layout, depth: open.count)
    if open.isEmpty { bytes.append(UInt8(ascii: "\n")) }
    try console.write(bytes)
  }

  /// What stands before a value: comma, line break, key.
  private mutating func lead(_ key: String?) -> [UInt8] {
    var bytes: [UInt8] = []
    guard let last = open.indices.last else { return bytes }
    precondition((key != nil) == (open[last].bracket == "}"), "members of objects have keys")
    JSONText.separate(open[last].count, &bytes, layout, depth: open.count)
    open[last].count += 1
    if let key { JSONText.append(key: key, to: &bytes, layout) }
    return bytes
  }
}
