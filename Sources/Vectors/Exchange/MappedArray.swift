import Core

/// A `.npy` file whose numbers are read where they lie.
struct MappedArray {
  let header: NumpyHeader
  private let file: MappedFile

  /// - Throws: `array.…` with the path, faults of the file system.
  init(_ path: FilePath) throws(Fault) {
    file = try MappedFile(path)
    do throws(Fault) {
      let header = try file.withBytes(0..<file.count) { bytes throws(Fault) in
        try NumpyHeader(parsing: bytes)
      }
      guard file.count - header.payloadOffset >= header.payloadSize else {
        throw Fault(
          "array.damaged", .user, "this array ends before its last number",
          remedy: "Write it again.")
      }
      self.header = header
    } catch {
      var fault = error
      fault.path = path
      throw fault
    }
  }

  /// The numbers of one line of an array of two axes.
  func line(_ index: Int) -> [Float] {
    let (width, size) = (header.shape[1], header.element.size)
    let start = header.payloadOffset + index * width * size
    return (0..<width).map { column in
      let offset = start + column * size
      switch header.element {
      case .float16: return Float(Float16(bitPattern: file.load(UInt16.self, at: offset)))
      case .float32: return file.load(Float.self, at: offset)
      case .int32: return Float(file.load(Int32.self, at: offset))
      case .int64: return Float(file.load(Int64.self, at: offset))
      case .uint8: return Float(file.load(UInt8.self, at: offset))
      }
    }
  }

  /// All numbers of an array of whole ones; `nil` for others.
  var integers: [Int64]? {
    let size = header.element.size
    return (0..<header.count).reduce(into: [Int64]?([])) { numbers, index in
      let offset = header.payloadOffset + index * size
      switch header.element {
      case .float16, .float32: numbers = nil
      case .int32: numbers?.append(Int64(file.load(Int32.self, at: offset)))
      case .int64: numbers?.append(file.load(Int64.self, at: offset))
      case .uint8: numbers?.append(Int64(file.load(UInt8.self, at: offset)))
      }
    }
  }
}
