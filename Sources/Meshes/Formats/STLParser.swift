internal import Core

/// Stereolithography files, as text and binary (3D Systems, 1989). Binary: 80 bytes of anything, a
/// count, and 50 bytes a triangle, little-endian; the count is not believed where more follows.
struct STLParser: MeshParsing {
  private enum Kind {
    case unknown, text, binary
  }

  private let size: Int64?
  private var kind = Kind.unknown
  /// Bytes of the header, or of a triangle that has not come whole.
  private var rest: [UInt8] = []
  private var lines = LineSplitter()
  private var corners: [SIMD3<Float>] = []

  private static let headerCount = 84
  private static let recordCount = 50

  init(size: Int64?) { self.size = size }

  mutating func add(_ bytes: UnsafeRawBufferPointer, to sink: inout MeshSink) throws(Fault) {
    switch kind {
    case .text: try addText(bytes, to: &sink)
    case .binary: try addRecords(bytes, to: &sink)
    case .unknown:
      rest += bytes
      if rest.count >= 512 { try decide(to: &sink) }
    }
  }

  mutating func finish(to sink: inout MeshSink) throws(Fault) {
    if kind == .unknown { try decide(to: &sink) }
    switch kind {
    case .text:
      var (lines, corners) = (self.lines, self.corners)
      try lines.finish { line throws(Fault) in
        try Self.take(line, &corners, &sink)
        return true
      }
    case .binary where !rest.isEmpty && sink.triangles.sourceCount == 0:
      throw sink.damaged("it ends within its first triangle")
    default: break
    }
  }

  /// Binary files may begin with `solid` too, so their size decides where it is known.
  private mutating func decide(to sink: inout MeshSink) throws(Fault) {
    let start = rest
    rest = []
    kind = isBinary(start) ? .binary : .text
    let isLong = start.count >= Self.headerCount
    if kind == .binary, !isLong { throw sink.damaged("it ends within its header") }
    let body = kind == .binary ? Array(start.dropFirst(Self.headerCount)) : start
    try body.borrowing { bytes throws(Fault) in try add(bytes, to: &sink) }
  }

  private func isBinary(_ start: [UInt8]) -> Bool {
    if start.count >= Self.headerCount, let size {
      let count = (0..<4).reduce(Int64(0)) { $0 | Int64(start[80 + $1]) << (8 * $1) }
      if size == Int64(Self.headerCount) + count * Int64(Self.recordCount) { return true }
    }
    let text = start.drop { $0 <= 0x20 && $0 != 0 }
    let solid = Array("solid".utf8)
    guard text.count >= 5, zip(text, solid).allSatisfy({ $0 | 0x20 == $1 }) else { return true }
    return start.contains { $0 == 0 || $0 > 0x7F && start.count < Self.headerCount }
  }

  private mutating func addText(
    _ bytes: UnsafeRawBufferPointer, to sink: inout MeshSink
  ) throws(Fault) {
    var corners = self.corners
    _ = try lines.add(bytes, sink.format) { line throws(Fault) in
      try Self.take(line, &corners, &sink)
      return true
    }
    self.corners = corners
  }

  private static func take(
    _ line: LineReader, _ corners: inout [SIMD3<Float>], _ sink: inout MeshSink
  ) throws(Fault) {
    var line = line
    guard line.takes("vertex") else {
      if line.takes("facet") { corners.removeAll(keepingCapacity: true) }
      return
    }
    guard let corner = line.position() else { throw sink.damaged("a corner is no three numbers") }
    corners.append(corner)
    guard corners.count == 3 else { return }
    try sink.addTriangle(corners[0], corners[1], corners[2])
    corners.removeAll(keepingCapacity: true)
  }

  private mutating func addRecords(
    _ bytes: UnsafeRawBufferPointer, to sink: inout MeshSink
  ) throws(Fault) {
    var at = 0
    if !rest.isEmpty {
      at = min(bytes.count, Self.recordCount - rest.count)
      rest += bytes[..<at]
      guard rest.count == Self.recordCount else { return }
      let record = rest
      rest.removeAll(keepingCapacity: true)
      try record.borrowing { bytes throws(Fault) in try Self.take(bytes, 0, &sink) }
    }
    while at + Self.recordCount <= bytes.count {
      try Self.take(bytes, at, &sink)
      at += Self.recordCount
    }
    rest += bytes[at...]
  }

  /// A normal, three corners, two bytes of attributes.
  private static func take(
    _ bytes: UnsafeRawBufferPointer, _ at: Int, _ sink: inout MeshSink
  ) throws(Fault) {
    func corner(_ place: Int) -> SIMD3<Float> {
      SIMD3(bytes.float(at + place), bytes.float(at + place + 4), bytes.float(at + place + 8))
    }
    try sink.addTriangle(corner(12), corner(24), corner(36))
  }
}

extension UnsafeRawBufferPointer {
  /// Single precision, little-endian.
  fileprivate func float(_ at: Int) -> Float {
    Float(bitPattern: UInt32(littleEndian: loadUnaligned(fromByteOffset: at, as: UInt32.self)))
  }
}

extension [UInt8] {
  /// `withUnsafeBytes` with the thrown type kept.
  func borrowing<Value>(
    _ body: (UnsafeRawBufferPointer) throws(Fault) -> Value
  ) throws(Fault) -> Value {
    let result = withUnsafeBytes { bytes -> Result<Value, Fault> in
      do throws(Fault) { return .success(try body(bytes)) } catch { return .failure(error) }
    }
    return try result.get()
  }
}
