package import Core

/// A JSON text (RFC 8259) with its strings as bytes.
///
/// Swift's `String` takes canonically equivalent texts for one and the same, and so would a
/// dictionary of the tokens of a vocabulary, in which they are several. Hence this reader.
package indirect enum JSONValue: Sendable {
  package struct Member: Sendable {
    package var key: [UInt8]
    package var value: JSONValue
  }

  case null
  case boolean(Bool)
  case number(Double)
  case string([UInt8])
  case array([JSONValue])
  /// In the order of the text; keys may repeat.
  case object([Member])

  /// - Throws: `model.vocabulary` when it is no JSON, or nested deeper than 64 times.
  /// - Complexity: O(bytes) in time and memory.
  package init(parsing bytes: [UInt8]) throws(Fault) {
    var reader = JSONReader(bytes)
    self = try reader.document()
  }

  /// The first member of that name; O(members).
  package subscript(_ key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key.elementsEqual(key.utf8) }?.value
  }

  package var text: String? {
    guard case .string(let bytes) = self else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  package var integer: Int? {
    guard case .number(let number) = self else { return nil }
    return Int(exactly: number)
  }

  package var number: Double? {
    guard case .number(let number) = self else { return nil }
    return number
  }

  package var boolean: Bool? {
    guard case .boolean(let value) = self else { return nil }
    return value
  }

  package var items: [JSONValue]? {
    guard case .array(let items) = self else { return nil }
    return items
  }
}
