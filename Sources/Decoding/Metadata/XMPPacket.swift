/// The simple properties, bags, sequences and alternatives of an XMP packet (ISO 16684-1), by their
/// customary names (`dc:subject`), fields of structures as `outer/inner`.
///
/// A scanner rather than an XML parser: it knows no document types, so nothing can expand; it is
/// linear in the bytes, and depth and number of values are bounded. What it cannot read it skips.
struct XMPPacket {
  private(set) var values: [String: [String]] = [:]

  static let largestPacket = 1 << 20
  private static let maximumDepth = 32
  private static let maximumValues = 2000

  private var valueCount = 0

  init(bytes: UnsafeRawBufferPointer) {
    let bytes = UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.largestPacket))
    var stack: [String] = []
    var position = 0
    while position < bytes.count, valueCount < Self.maximumValues {
      guard let open = Self.find(0x3C, in: bytes, from: position) else { break }
      if let property = Self.property(of: stack) {
        add(property, bytes[position..<open])
      }
      if let end = Self.endOfSpecial(bytes, at: open) {
        position = end
        continue
      }
      guard let close = Self.endOfTag(bytes, at: open) else { break }
      let tag = bytes[(open + 1)..<close]
      if tag.first == UInt8(ascii: "/") {
        if !stack.isEmpty { stack.removeLast() }
      } else {
        let isEmpty = tag.last == UInt8(ascii: "/")
        var scanner = XMPTag(isEmpty ? tag.dropLast() : tag)
        stack.append(scanner.name)
        readAttributes(&scanner, stack)
        if isEmpty { stack.removeLast() }
      }
      if stack.count > Self.maximumDepth { break }
      position = close + 1
    }
  }

  /// The first value of the first of these properties that has one.
  func first(_ names: String...) -> String? {
    for name in names { if let value = values[name]?.first { return value } }
    return nil
  }

  private mutating func readAttributes(_ tag: inout XMPTag, _ stack: [String]) {
    while let (name, value) = tag.nextAttribute() {
      let isSyntax = ["xmlns", "rdf:about", "rdf:parseType", "xml:lang", "rdf:ID", "rdf:nodeID"]
        .contains { name == $0 || name.hasPrefix($0 + ":") }
      guard !isSyntax else { continue }
      let outer = Self.property(of: stack)
      if name == "rdf:resource" {
        if let outer { add(outer, value) }
      } else if stack.contains("rdf:Description") {
        add(outer.map { $0 + "/" + name } ?? name, value)
      }
    }
  }

  private mutating func add(_ property: String, _ raw: Slice<UnsafeRawBufferPointer>) {
    let text = LegacyText.trimmed(XMPTag.unescaped(raw))
    guard !text.isEmpty else { return }
    values[property, default: []].append(text)
    valueCount += 1
  }

  /// The property that text at this place belongs to: the elements below `rdf:Description`, without
  /// RDF's own.
  private static func property(of stack: [String]) -> String? {
    guard let description = stack.firstIndex(of: "rdf:Description") else { return nil }
    let path = stack[(description + 1)...].filter { !$0.hasPrefix("rdf:") }
    return path.isEmpty ? nil : path.joined(separator: "/")
  }

  private static func find(
    _ byte: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int
  ) -> Int? {
    bytes[start...].firstIndex(of: byte)
  }

  /// The end of a comment, processing instruction, CDATA section or declaration that begins here.
  private static func endOfSpecial(_ bytes: UnsafeRawBufferPointer, at open: Int) -> Int? {
    guard open + 1 < bytes.count else { return bytes.count }
    guard bytes[open + 1] == UInt8(ascii: "!") || bytes[open + 1] == UInt8(ascii: "?") else {
      return nil
    }
    let isComment = bytes[open...].starts(with: "<!--".utf8)
    var position = open + 2
    while let close = find(0x3E, in: bytes, from: min(position, bytes.count)) {
      let ends = close >= 2 && bytes[close - 1] == 0x2D && bytes[close - 2] == 0x2D
      if !isComment || ends { return close + 1 }
      position = close + 1
    }
    return bytes.count
  }

  /// The `>` that ends a tag, not counting those inside quotes.
  private static func endOfTag(_ bytes: UnsafeRawBufferPointer, at open: Int) -> Int? {
    var quote: UInt8?
    for position in (open + 1)..<bytes.count {
      let byte = bytes[position]
      if let inside = quote {
        if byte == inside { quote = nil }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x3E {
        return position
      }
    }
    return nil
  }
}
