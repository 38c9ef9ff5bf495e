/// An array of numbers as NumPy's `save` writes it (`.npy`), in C order.
package struct NumpyArray: Hashable, Sendable {
  package let header: NumpyHeader
  /// The numbers, little-endian: `header.payloadSize` bytes.
  package let payload: [UInt8]

  package var shape: [Int] { header.shape }
  package var element: NumpyHeader.Element { header.element }
  /// How many numbers there are.
  package var count: Int { header.count }

  /// Copies an array out of a file's bytes. Bytes after it are ignored, as NumPy does.
  ///
  /// Takes no more memory than `bytes` has, whatever the header says.
  ///
  /// - Throws: as ``NumpyHeader/init(parsing:)``, and `array.damaged` when numbers are missing.
  package init(parsing bytes: UnsafeRawBufferPointer) throws(Fault) {
    header = try NumpyHeader(parsing: bytes)
    guard bytes.count - header.payloadOffset >= header.payloadSize else {
      throw .damagedArray("it ends before its last number")
    }
    let start = header.payloadOffset
    payload = Array(bytes[start..<start + header.payloadSize])
  }

  package init(parsing bytes: [UInt8]) throws(Fault) {
    let result: Result<NumpyArray, Fault> = bytes.withUnsafeBytes { buffer in
      do throws(Fault) {
        return .success(try NumpyArray(parsing: buffer))
      } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }

  /// - Precondition: the product of `shape` is `numbers.count`.
  package init(_ numbers: [Float], shape: [Int]) {
    self.init(.float32, shape, numbers.map(\.bitPattern))
  }

  /// Rounds each number to half precision, to nearest even.
  package init(rounding numbers: [Float], shape: [Int]) {
    self.init(.float16, shape, numbers.map { Float16($0).bitPattern })
  }

  package init(_ numbers: [Int32], shape: [Int]) { self.init(.int32, shape, numbers) }
  package init(_ numbers: [Int64], shape: [Int]) { self.init(.int64, shape, numbers) }
  package init(_ numbers: [UInt8], shape: [Int]) { self.init(.uint8, shape, numbers) }

  private init(
    _ element: NumpyHeader.Element, _ shape: [Int], _ numbers: [some FixedWidthInteger]
  ) {
    header = NumpyHeader(element: element, shape: shape)
    precondition(header.count == numbers.count, "an array of \(header.count) numbers")
    var payload: [UInt8] = []
    payload.reserveCapacity(header.payloadSize)
    for number in numbers {
      withUnsafeBytes(of: number.littleEndian) { payload.append(contentsOf: $0) }
    }
    self.payload = payload
  }

  /// The file: header and numbers.
  package var bytes: [UInt8] { header.bytes + payload }

  /// The numbers in single precision. Whole numbers beyond 2²⁴ are rounded. O(count).
  package func floats() -> [Float] {
    switch element {
    case .float16: numbers(UInt16.self) { Float(Float16(bitPattern: $0)) }
    case .float32: numbers(UInt32.self) { Float(bitPattern: $0) }
    case .int32: numbers(Int32.self) { Float($0) }
    case .int64: numbers(Int64.self) { Float($0) }
    case .uint8: numbers(UInt8.self) { Float($0) }
    }
  }

  /// The numbers where they are whole ones; `nil` for floating-point arrays. O(count).
  package func integers() -> [Int64]? {
    switch element {
    case .float16, .float32: nil
    case .int32: numbers(Int32.self) { Int64($0) }
    case .int64: numbers(Int64.self) { $0 }
    case .uint8: numbers(UInt8.self) { Int64($0) }
    }
  }

  private func numbers<Raw: FixedWidthInteger, Number>(
    _: Raw.Type, _ convert: (Raw) -> Number
  ) -> [Number] {
    payload.withUnsafeBytes { bytes in
      (0..<count).map {
        let offset = $0 * MemoryLayout<Raw>.size
        return convert(
          Raw(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Raw.self)))
      }
    }
  }
}
