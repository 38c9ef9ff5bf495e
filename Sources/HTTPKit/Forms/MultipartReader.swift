/// Reads the parts of `multipart/form-data` (RFC 7578) as they arrive, without holding more than a
/// piece and a boundary.
package struct MultipartReader: ~Copyable {
  package enum Event: Sendable, Equatable {
    /// A part begins.
    case part(PartHead)
    /// Bytes of the part that began last.
    case bytes([UInt8])
    /// The part is complete.
    case end
  }

  package struct PartHead: Sendable, Equatable {
    package let name: String
    /// As the sender calls it; never a path to open.
    package let fileName: String?
    package let mediaType: String
  }

  /// Parts of a form, and bytes of a part's head, that are accepted.
  private static let (partLimit, headLimit) = (1_000, 8_192)

  private enum State { case preamble, head, content, epilogue }

  private let delimiter: [UInt8]
  private var buffer: [UInt8]
  private var state = State.preamble
  private var partCount = 0

  /// - Parameter contentType: the request's `Content-Type`.
  /// - Throws: ``HTTPProblem`` 415 when it is no multipart form, 400 without a good boundary.
  package init(contentType: String) throws(HTTPProblem) {
    let (value, parameters) = ListField.parameters(contentType)
    guard value == "multipart/form-data" else {
      throw HTTPProblem(
        .unsupportedMediaType, type: "media-type",
        detail: "A form is expected: multipart/form-data.")
    }
    guard let boundary = parameters["boundary"], (1...70).contains(boundary.utf8.count) else {
      throw .badRequest("The form has no boundary of 1 to 70 characters.")
    }
    delimiter = Array("\r\n--\(boundary)".utf8)
    // The first delimiter needs no line break before it.
    buffer = [13, 10]
  }

  /// Takes the next bytes and says what they complete.
  ///
  /// - Throws: ``HTTPProblem`` 400 when the form is malformed, 413 when it has too many parts.
  package mutating func read(_ bytes: [UInt8]) throws(HTTPProblem) -> [Event] {
    buffer += bytes
    var events: [Event] = []
    while try step(&events) {}
    return events
  }

  /// - Throws: ``HTTPProblem`` 400 when the last boundary has not come.
  package func finish() throws(HTTPProblem) {
    guard state == .epilogue else { throw .badRequest("The form is cut short.") }
  }

  /// One move; false when more bytes are needed.
  private mutating func step(_ events: inout [Event]) throws(HTTPProblem) -> Bool {
    switch state {
    case .preamble, .content: return try content(&events)
    case .head: return try head(&events)
    case .epilogue:
      buffer.removeAll()
      return false
    }
  }

  private mutating func content(_ events: inout [Event]) throws(HTTPProblem) -> Bool {
    guard let place = find(delimiter) else {
      // What may be the beginning of a delimiter stays.
      let safe = max(0, buffer.count - delimiter.count + 1)
      if safe > 0 {
        if state == .content { events.append(.bytes(Array(buffer[..<safe]))) }
        buffer.removeFirst(safe)
      }
      return false
    }
    let after = place + delimiter.count
    guard buffer.count >= after + 2 else {
      if place > 0 {
        if state == .content { events.append(.bytes(Array(buffer[..<place]))) }
        buffer.removeFirst(place)
      }
      return false
    }
    if state == .content {
      if place > 0 { events.append(.bytes(Array(buffer[..<place]))) }
      events.append(.end)
    }
    if buffer[after] == 45, buffer[after + 1] == 45 {
      state = .epilogue
    } else if let end = lineEnd(from: after) {
      buffer.removeFirst(end)
      state = .head
      return true
    } else if buffer.count > after + 256 {
      throw .badRequest("A boundary of the form has more behind it on its line.")
    } else {
      // Blanks may follow; the end of the part is told when the line is whole.
      if state == .content { events.removeLast(place > 0 ? 2 : 1) }
      return false
    }
    buffer.removeFirst(after + 2)
    return true
  }

  /// Where the line break behind blanks ends; `nil` when it has not come.
  private func lineEnd(from start: Int) -> Int? {
    var index = start
    while index < buffer.count, buffer[index] == 32 || buffer[index] == 9 { index += 1 }
    guard index + 1 < buffer.count, buffer[index] == 13, buffer[index + 1] == 10 else { return nil }
    return index + 2
  }

  private mutating func head(_ events: inout [Event]) throws(HTTPProblem) -> Bool {
    guard !buffer.starts(with: [13, 10]) else {
      throw .badRequest("A part of the form has no name.")
    }
    guard let end = find([13, 10, 13, 10]) else {
      guard buffer.count <= Self.headLimit else {
        throw .badRequest("A part of the form has a head of more than \(Self.headLimit) bytes.")
      }
      return false
    }
    let fields = try Self.fields(buffer[..<end])
    partCount += 1
    guard partCount <= Self.partLimit else {
      throw HTTPProblem(
        .contentTooLarge, type: "too-many-parts",
        detail: "The form has more than \(Self.partLimit) parts.")
    }
    let (kind, parameters) = ListField.parameters(fields["Content-Disposition"] ?? "")
    guard kind == "form-data", let name = parameters["name"] else {
      throw .badRequest("A part of the form has no name.")
    }
    let fileName = parameters["filename"]
    events.append(
      .part(
        PartHead(
          name: name, fileName: fileName,
          mediaType: fields["Content-Type"].map { ListField.parameters($0).value }
            ?? (fileName == nil ? "text/plain" : "application/octet-stream"))))
    buffer.removeFirst(end + 4)
    state = .content
    return true
  }

  private static func fields(_ head: ArraySlice<UInt8>) throws(HTTPProblem) -> HTTPFields {
    var fields = HTTPFields()
    for line in String(decoding: head, as: UTF8.self).split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else {
        throw .badRequest("A part of the form has a malformed head.")
      }
      fields.add(
        ListField.trimmed(line[..<colon]), ListField.trimmed(line[line.index(after: colon)...]))
    }
    return fields
  }

  /// The first place of a pattern. O(n), as first bytes are looked for.
  private func find(_ pattern: [UInt8]) -> Int? {
    guard buffer.count >= pattern.count else { return nil }
    var index = 0
    let last = buffer.count - pattern.count
    while index <= last {
      guard let hit = buffer[index...last].firstIndex(of: pattern[0]) else { return nil }
      if buffer[hit..<(hit + pattern.count)].elementsEqual(pattern) { return hit }
      index = hit + 1
    }
    return nil
  }
}
