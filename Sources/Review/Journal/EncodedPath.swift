import Core

/// A path as the journal writes it: text that a person can read, from which every byte comes back.
///
/// `%`, control characters and bytes that are not UTF-8 are written as `%HH`; all else as it is.
struct EncodedPath: Hashable, Sendable {
  let path: FilePath

  init(_ path: FilePath) { self.path = path }

  var text: String {
    let plain = path.bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "%") }
    if plain { return String(decoding: path.bytes, as: UTF8.self) }
    let isText = String(validating: path.bytes, as: UTF8.self) != nil
    var text: [UInt8] = []
    for byte in path.bytes {
      if byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "%") || (byte >= 0x80 && !isText) {
        text += Array("%".utf8) + Array(Hexadecimal.string(of: [byte]).utf8)
      } else {
        text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// - Returns: `nil` when a `%` is not followed by two hexadecimal digits.
  init?(text: String) {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2,
        let decoded = Hexadecimal.bytes(of: String(decoding: rest.prefix(2), as: UTF8.self))
      else { return nil }
      bytes += decoded
      rest = rest.dropFirst(2)
    }
    path = FilePath(bytes: bytes)
  }
}

extension EncodedPath: Codable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let path = EncodedPath(text: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a path")
    }
    self = path
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
