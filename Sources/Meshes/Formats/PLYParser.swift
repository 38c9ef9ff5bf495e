internal import Core

/// PLY files as text and binary, in both orders of bytes. Properties beside positions and the
/// corners of faces are passed over.
struct PLYParser: MeshParsing {
  private var header = PLYHeader()
  private var lines = LineSplitter()
  /// The element whose rows come, and how many of these were read.
  private var element = 0
  private var row = 0
  /// A binary row that has not come whole.
  private var rest: [UInt8] = []

  mutating func add(_ bytes: UnsafeRawBufferPointer, to sink: inout MeshSink) throws(Fault) {
    var bytes = bytes
    if !header.isComplete {
      var header = self.header
      let taken = try lines.add(bytes, .ply) { line throws(Fault) in
        guard header.take(line) else { throw sink.damaged("a line of its header is unknown") }
        return !header.isComplete
      }
      self.header = header
      guard header.isComplete else { return }
      skipEmptyElements()
      bytes = UnsafeRawBufferPointer(rebasing: bytes[taken...])
    }
    if header.encoding == .text {
      var state = self
      _ = try lines.add(bytes, .ply) { line throws(Fault) in
        try state.takeLine(line, &sink)
        return true
      }
      (element, row) = (state.element, state.row)
    } else {
      try addRows(bytes, to: &sink)
    }
  }

  mutating func finish(to sink: inout MeshSink) throws(Fault) {
    if header.encoding == .text, header.isComplete {
      var state = self
      try lines.finish { line throws(Fault) in
        try state.takeLine(line, &sink)
        return true
      }
      (element, row) = (state.element, state.row)
    }
    guard header.isComplete else { throw sink.damaged("it ends within its header") }
    guard element == header.elements.count || sink.triangles.sourceCount > 0 else {
      throw sink.damaged("it ends before its first face")
    }
  }

  private mutating func takeLine(_ line: LineReader, _ sink: inout MeshSink) throws(Fault) {
    guard element < header.elements.count else { return }
    var line = line
    // A blank line is no row, unless the element has no properties at all.
    let properties = header.elements[element].properties
    var values = RowValues()
    for (index, property) in properties.enumerated() {
      guard let value = line.number() else {
        if index == 0 { return }
        throw sink.damaged("a row is too short")
      }
      guard property.listCount != nil else {
        values.set(property.role, value)
        continue
      }
      guard value >= 0, value <= Float(Self.longestList) else {
        throw sink.damaged("a list of \(value)")
      }
      for _ in 0..<Int(value) {
        guard let item = property.role == .corners ? line.integer() : line.number().map({ _ in 0 })
        else { throw sink.damaged("a list is too short") }
        if property.role == .corners { values.corners.append(item) }
      }
    }
    try end(values, &sink)
  }

  private static let longestList = 65_536

  private mutating func addRows(
    _ bytes: UnsafeRawBufferPointer, to sink: inout MeshSink
  ) throws(Fault) {
    guard !rest.isEmpty else {
      let taken = try takeRows(bytes, &sink)
      rest += bytes[taken...]
      return
    }
    rest += bytes
    let whole = rest
    rest = []
    let taken = try whole.borrowing { bytes throws(Fault) in try takeRows(bytes, &sink) }
    rest = Array(whole[taken...])
  }

  /// - Returns: how many bytes made whole rows.
  private mutating func takeRows(
    _ bytes: UnsafeRawBufferPointer, _ sink: inout MeshSink
  ) throws(Fault) -> Int {
    var taken = 0
    while element < header.elements.count {
      let properties = header.elements[element].properties
      var reader = PLYRowReader(bytes, from: taken, isBig: header.encoding == .big)
      var values = RowValues()
      for property in properties {
        guard let listCount = property.listCount else {
          guard let value = reader.next(property.number) else { return taken }
          values.set(property.role, Float(value))
          continue
        }
        guard let count = reader.next(listCount) else { return taken }
        guard count >= 0, count <= Double(Self.longestList) else {
          throw sink.damaged("a list of \(count)")
        }
        for _ in 0..<Int(count) {
          guard let item = reader.next(property.number) else { return taken }
          if property.role == .corners { values.corners.append(Int(exactly: item) ?? -1) }
        }
      }
      taken = reader.position
      try end(values, &sink)
    }
    return bytes.count
  }

  private mutating func end(_ values: RowValues, _ sink: inout MeshSink) throws(Fault) {
    switch header.elements[element].kind {
    case .vertex: try sink.addVertex(values.position)
    case .face: try sink.addFace(values.corners)
    case .other: break
    }
    row += 1
    guard row == header.elements[element].count else { return }
    element += 1
    row = 0
    skipEmptyElements()
  }

  /// Elements without rows, and those whose rows have no properties and thus no bytes.
  private mutating func skipEmptyElements() {
    while element < header.elements.count,
      header.elements[element].count == 0 || header.elements[element].properties.isEmpty
    {
      element += 1
    }
  }

  /// What one row says.
  private struct RowValues {
    var position = SIMD3<Float>()
    var corners: [Int] = []

    mutating func set(_ role: PLYHeader.Property.Role, _ value: Float) {
      switch role {
      case .x: position.x = value
      case .y: position.y = value
      case .z: position.z = value
      case .corners, .other: break
      }
    }
  }
}
