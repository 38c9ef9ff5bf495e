import Fingerprints
import Kernels

extension PairAlignment {
  /// The length of ``bytes``.
  static let byteCount = 1 + 6 * Float.byteCount

  /// A fixed form for keeping, in which no bit is lost.
  var bytes: [UInt8] {
    [orientation.rawValue]
      + [map.x0, map.xx, map.xy, map.y0, map.yx, map.yy].flatMap(\.littleEndianBytes)
  }

  /// The alignment that ``bytes`` were made of; `nil` when they are none.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count == Self.byteCount, let turn = bytes.first.flatMap(Dihedral.init(rawValue:))
    else { return nil }
    let numbers = Float.numbers(bytes.dropFirst())
    self.init(
      orientation: turn,
      map: AffineMap(
        x0: numbers[0], xx: numbers[1], xy: numbers[2], y0: numbers[3], yx: numbers[4],
        yy: numbers[5]))
  }
}

extension Float {
  static let byteCount = 4

  var littleEndianBytes: [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: bitPattern >> (8 * UInt32($0))) }
  }

  /// The numbers of which the bytes are, four bytes each.
  static func numbers(_ bytes: ArraySlice<UInt8>) -> [Float] {
    stride(from: bytes.startIndex, to: bytes.endIndex - 3, by: 4).map { start in
      Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) })
    }
  }
}
