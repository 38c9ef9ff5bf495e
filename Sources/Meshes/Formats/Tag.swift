/// One tag of XML: its name without a prefix, and its attributes. Lives no longer than the bytes it
/// reads.
struct Tag {
  /// Tags that say something about a mesh.
  enum Name: String, CaseIterable {
    case object, vertex, triangle, component, item
    case objectEnd = "/object"
  }

  /// `nil` for all others.
  let name: Name?
  private let bytes: UnsafeRawBufferPointer
  private let attributes: Int

  private static let names: [(bytes: [UInt8], name: Name)] = Name.allCases.map {
    (Array($0.rawValue.utf8), $0)
  }

  /// - Parameter bytes: what lies between `<` and `>`.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    let slash = UInt8(ascii: "/")
    var (start, end) = (0, 0)
    while end < bytes.count, !Self.isBlank(bytes[end]), end == 0 || bytes[end] != slash {
      if bytes[end] == UInt8(ascii: ":") { start = end + 1 }
      end += 1
    }
    attributes = end
    // An end tag with a prefix keeps its slash.
    let isEnd = bytes.first == slash && start > 0
    let local = (isEnd ? [slash] : []) + bytes[start..<end]
    name = Self.names.first { $0.bytes == local }?.name
  }

  /// The value of an attribute as it is written, for reading from its beginning; its quotes may be
  /// single or double.
  func value(_ attribute: StaticString) -> LineReader? {
    range(attribute).map { LineReader(UnsafeRawBufferPointer(rebasing: bytes[$0])) }
  }

  func number(_ attribute: StaticString) -> Float? {
    guard var value = value(attribute) else { return nil }
    return value.number()
  }

  func integer(_ attribute: StaticString) -> Int? {
    guard var value = value(attribute) else { return nil }
    return value.integer()
  }

  private func range(_ attribute: StaticString) -> Range<Int>? {
    var at = attributes
    while true {
      while at < bytes.count, Self.isBlank(bytes[at]) { at += 1 }
      let key = at
      while at < bytes.count, bytes[at] != UInt8(ascii: "="), !Self.isBlank(bytes[at]) { at += 1 }
      let keyEnd = at
      while at < bytes.count, bytes[at] == UInt8(ascii: "=") || Self.isBlank(bytes[at]) { at += 1 }
      guard at < bytes.count else { return nil }
      let quote = bytes[at]
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
      at += 1
      let start = at
      while at < bytes.count, bytes[at] != quote { at += 1 }
      guard at < bytes.count else { return nil }
      if isSame(key..<keyEnd, attribute) { return start..<at }
      at += 1
    }
  }

  private func isSame(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    return range.allSatisfy { bytes[$0] == text.utf8Start[$0 - range.lowerBound] }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }
}
