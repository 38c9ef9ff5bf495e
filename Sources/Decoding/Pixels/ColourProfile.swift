#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Whether an ICC profile (ICC.1:2010) means sRGB, so that transforming pixels by it would cost time
/// and change nothing.
enum ColourProfile {
  /// True for RGB profiles with sRGB's primaries and a tone curve that passes where sRGB's passes at
  /// half scale, and for grey profiles with such a curve; false for anything else or unreadable.
  static func isSRGB(_ profile: [UInt8]) -> Bool {
    profile.withUnsafeBytes { bytes in
      let reader = ByteReader(bytes: bytes)
      if reader.has("GRAY", at: 16) { return curveMatches(reader, "kTRC") }
      guard reader.has("RGB ", at: 16) else { return false }
      return primaries.allSatisfy { matches(reader, $0.tag, $0.values) }
        && curveMatches(reader, "rTRC") && curveMatches(reader, "gTRC")
        && curveMatches(reader, "bTRC")
    }
  }

  /// sRGB's primaries adapted to D50.
  private static let primaries: [(tag: StaticString, values: [Double])] = [
    ("rXYZ", [0.4361, 0.2225, 0.0139]), ("gXYZ", [0.3851, 0.7169, 0.0971]),
    ("bXYZ", [0.1431, 0.0606, 0.7141]),
  ]

  private static func tag(_ name: StaticString, _ reader: ByteReader) -> ByteReader? {
    guard let count = reader.u32(128), count <= 256 else { return nil }
    for index in 0..<Int(count) {
      let position = 132 + 12 * index
      guard reader.has(name, at: position) else { continue }
      guard let offset = reader.u32(position + 4), let size = reader.u32(position + 8) else {
        return nil
      }
      return reader.slice(Int(offset), Int(size)).map { ByteReader(bytes: $0) }
    }
    return nil
  }

  private static func fixed(_ reader: ByteReader, _ offset: Int) -> Double? {
    reader.u32(offset).map { Double(Int32(bitPattern: $0)) / 65536 }
  }

  private static func matches(
    _ reader: ByteReader, _ name: StaticString, _ values: [Double]
  ) -> Bool {
    guard let colorant = tag(name, reader) else { return false }
    return values.enumerated().allSatisfy { index, value in
      fixed(colorant, 8 + 4 * index).map { abs($0 - value) < 0.004 } ?? false
    }
  }

  /// sRGB maps 0.5 to 0.2140; a gamma of 2.2 to 0.2176.
  private static func curveMatches(_ reader: ByteReader, _ name: StaticString) -> Bool {
    guard let curve = tag(name, reader), let half = half(curve) else { return false }
    return abs(half - 0.2140) < 0.008
  }

  private static func half(_ curve: ByteReader) -> Double? {
    if curve.has("curv", at: 0), let count = curve.u32(8) {
      switch count {
      case 0: return 0.5
      case 1: return curve.u16(12).map { halfPower(Double($0) / 256) }
      default:
        let middle = Int(count) / 2
        return curve.u16(12 + 2 * middle).map { Double($0) / 65535 }
      }
    }
    guard curve.has("para", at: 0), let kind = curve.u16(8), let gamma = fixed(curve, 12) else {
      return nil
    }
    if kind == 0 { return halfPower(gamma) }
    guard kind == 3, let a = fixed(curve, 16), let b = fixed(curve, 20) else { return nil }
    return power(a / 2 + b, gamma)
  }

  private static func halfPower(_ gamma: Double) -> Double { power(0.5, gamma) }

  /// x^gamma for 0 < x < 1; 1 for anything that no tone curve has.
  private static func power(_ base: Double, _ gamma: Double) -> Double {
    guard base > 0, base < 1, gamma > 0, gamma < 10 else { return 1 }
    return pow(base, gamma)
  }
}
