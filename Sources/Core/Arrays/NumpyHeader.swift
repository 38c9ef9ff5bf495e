/// What the first bytes of a `.npy` file say: the kind and shape of one array in C order.
///
/// Read by itself, it lets a large file be mapped instead of copied: its numbers lie from
/// `payloadOffset` on, little-endian. Source: NumPy Enhancement Proposal 1 and its versions 1 to 3.
package struct NumpyHeader: Hashable, Sendable {
  /// The kinds of numbers that are read and written.
  package enum Element: String, Sendable, CaseIterable {
    case float16 = "<f2"
    case float32 = "<f4"
    case int32 = "<i4"
    case int64 = "<i8"
    case uint8 = "|u1"

    /// Bytes a number.
    package var size: Int {
      switch self {
      case .uint8: 1
      case .float16: 2
      case .float32, .int32: 4
      case .int64: 8
      }
    }
  }

  package let element: Element
  /// The lengths of the axes, slowest first; empty for a single number.
  package let shape: [Int]
  /// Where the numbers begin, in bytes.
  package let payloadOffset: Int

  /// The product of the axes: how many numbers there are.
  package var count: Int { shape.reduce(1, *) }
  package var payloadSize: Int { count * element.size }

  /// Beyond these a header is refused: real ones have a few axes and about 100 bytes.
  static let mostAxes = 32
  static let longestDictionary = 65_536
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// For an array that is to be written.
  package init(element: Element, shape: [Int]) {
    precondition(shape.count <= Self.mostAxes && shape.allSatisfy { $0 >= 0 })
    self.element = element
    self.shape = shape
    payloadOffset = Self.bytes(element, shape).count
  }

  /// Reads the header at the start of `bytes`; the numbers need not be there.
  ///
  /// - Throws: `array.not-npy`, `array.damaged`, or `array.unsupported` for Fortran order and kinds
  ///   of numbers other than those of ``Element``.
  package init(parsing bytes: UnsafeRawBufferPointer) throws(Fault) {
    guard bytes.count >= 10, bytes.prefix(6).elementsEqual(Self.magic) else {
      throw Fault(
        "array.not-npy", .user, "this is not a NumPy array",
        remedy: "Write it with numpy.save(), without pickling.")
    }
    let version = bytes[6]
    guard (1...3).contains(version) else {
      throw .unsupportedArray("its format has version \(version)")
    }
    let prefix = version == 1 ? 10 : 12
    guard bytes.count >= prefix else { throw .damagedArray("it ends within its header") }
    let length =
      version == 1
      ? Int(bytes.loadUnaligned(fromByteOffset: 8, as: UInt16.self).littleEndian)
      : Int(bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self).littleEndian)
    guard length <= Self.longestDictionary, bytes.count - prefix >= length else {
      throw .damagedArray("it ends within its header")
    }
    var dictionary = NumpyDictionary(bytes[prefix..<prefix + length])
    try dictionary.parse()
    guard let kind = dictionary.kind, let shape = dictionary.shape,
      let isFortran = dictionary.isFortran
    else { throw .damagedArray("its header lacks descr, fortran_order or shape") }
    guard let element = Element(rawValue: kind == "<u1" || kind == "u1" ? "|u1" : kind) else {
      throw .unsupportedArray("its numbers are of kind '\(kind)'")
    }
    // One axis, or none, lies the same in both orders.
    guard !isFortran || shape.count < 2 else {
      throw .unsupportedArray("it lies in Fortran order")
    }
    var size = element.size
    for axis in shape where axis > 0 {
      let (product, overflow) = size.multipliedReportingOverflow(by: axis)
      guard !overflow, product < 1 << 62 else { throw .damagedArray("its shape is absurd") }
      size = product
    }
    self.element = element
    self.shape = shape
    payloadOffset = prefix + length
  }

  /// The bytes of the header: version 1, padded so that the numbers begin at a multiple of 64.
  package var bytes: [UInt8] { Self.bytes(element, shape) }

  private static func bytes(_ element: Element, _ shape: [Int]) -> [UInt8] {
    let axes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var text = "{'descr': '\(element.rawValue)', 'fortran_order': False, 'shape': (\(axes)), }"
    let padding = 63 - (10 + text.utf8.count) % 64
    text += String(repeating: " ", count: padding) + "\n"
    let length = UInt16(text.utf8.count)
    return magic + [1, 0, UInt8(length & 255), UInt8(length >> 8)] + Array(text.utf8)
  }
}

extension Fault {
  static func damagedArray(_ why: String) -> Fault {
    Fault(
      "array.damaged", .user, "the NumPy array cannot be read: \(why)",
      remedy: "Write it again with numpy.save().")
  }

  static func unsupportedArray(_ why: String) -> Fault {
    Fault(
      "array.unsupported", .user, "the NumPy array is of a kind that is not read: \(why)",
      remedy: "Save it as float32, float16, int32, int64 or uint8 in C order "
        + "(numpy.ascontiguousarray).")
  }
}
