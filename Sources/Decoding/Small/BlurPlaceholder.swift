package import Core

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A picture in 24 bytes: what a page shows, blurred, until the thumbnail has come.
///
/// The format: byte 0 is the aspect ratio (32 · log₂(width / height) + 128); bytes 1–3 the mean of
/// Y, Cb, Cr; byte 4 the greatest luma coefficient and byte 5 the greatest chroma coefficient
/// (255 = 0.5); then, four bits each, high half first, the coefficients of a cosine transform in
/// units of those: 20 of luma (5 × 5 frequencies by diagonals, without the mean and the four
/// highest), 8 of Cb and 8 of Cr (3 × 3 without the mean). The idea of a few low frequencies is
/// that of BlurHash and ThumbHash; the layout is our own.
package enum BlurPlaceholder {
  package static let byteCount = 24

  private static let lumaFrequencies = (1..<25).map { ($0 % 5, $0 / 5) }
    .sorted { ($0.0 + $0.1, $0.1) < ($1.0 + $1.1, $1.1) }.prefix(20)
  private static let chromaFrequencies = (1..<9).map { ($0 % 3, $0 / 3) }
  /// The side of the square of averages that a picture is given as.
  package static let side = 32

  /// - Parameters:
  ///   - averages: the picture squashed to ``side`` × ``side`` area averages.
  ///   - width: of the picture itself, which its shape is told by.
  ///   - height: likewise.
  package static func encode(averages: RGBImage, width: Int, height: Int) -> [UInt8] {
    precondition(averages.width == side && averages.height == side)
    let grid = planes(of: averages)
    let aspect = 32 * log2(Double(width) / Double(height)) + 128
    var bytes = [byte(aspect)] + grid.map { byte(255 * $0.reduce(0, +) / Double($0.count)) }
    let lumaRows = rowSums(grid[0], frequencies: 5)
    let luma = lumaFrequencies.map { coefficient(lumaRows, $0.0, $0.1) }
    let chroma = [1, 2].flatMap { plane in
      let rows = rowSums(grid[plane], frequencies: 3)
      return chromaFrequencies.map { coefficient(rows, $0.0, $0.1) }
    }
    let scales = [luma, chroma].map { byte(510 * ($0.map(abs).max() ?? 0)) }
    bytes += scales
    let nibbles =
      luma.map { nibble($0, scales[0]) } + chroma.map { nibble($0, scales[1]) }
    for index in stride(from: 0, to: nibbles.count, by: 2) {
      bytes.append(nibbles[index] << 4 | nibbles[index + 1])
    }
    return bytes
  }

  /// Paints a placeholder with a longer side of `longSide` pixels; `nil` unless it is
  /// ``byteCount`` bytes.
  package static func decode(_ bytes: [UInt8], longSide: Int = 32) -> RGBImage? {
    guard bytes.count == byteCount, longSide > 0 else { return nil }
    let ratio = exp2((Double(bytes[0]) - 128) / 32)
    let width = ratio >= 1 ? longSide : max(1, Int((Double(longSide) * ratio).rounded()))
    let height = ratio >= 1 ? max(1, Int((Double(longSide) / ratio).rounded())) : longSide
    let nibbles = bytes[6...].flatMap { [$0 >> 4, $0 & 15] }
    func terms(
      _ frequencies: some Collection<(Int, Int)>, _ start: Int, _ scale: UInt8
    ) -> [(x: Int, y: Int, value: Double)] {
      zip(frequencies, nibbles[start...]).map { frequency, nibble in
        (frequency.0, frequency.1, (Double(nibble) - 8) / 7 * Double(scale) / 510)
      }
    }
    let planes = [
      terms(lumaFrequencies, 0, bytes[4]), terms(chromaFrequencies, 20, bytes[5]),
      terms(chromaFrequencies, 28, bytes[5]),
    ]
    var samples: [UInt8] = []
    samples.reserveCapacity(3 * width * height)
    for y in 0..<height {
      for x in 0..<width {
        let (u, v) = ((Double(x) + 0.5) / Double(width), (Double(y) + 0.5) / Double(height))
        let values = planes.indices.map { plane in
          planes[plane].reduce(Double(bytes[1 + plane]) / 255) { sum, term in
            sum + term.value * cos(.pi * Double(term.x) * u) * cos(.pi * Double(term.y) * v)
          }
        }
        samples += rgb(values)
      }
    }
    return RGBImage(width: width, height: height, samples: samples)
  }

  /// Planes of Y, Cb, Cr in 0…1.
  private static func planes(of averages: RGBImage) -> [[Double]] {
    var planes = [[Double]](repeating: [Double](repeating: 0, count: side * side), count: 3)
    for at in 0..<side * side {
      let (r, g, b) = (
        Double(averages.samples[3 * at]) / 255, Double(averages.samples[3 * at + 1]) / 255,
        Double(averages.samples[3 * at + 2]) / 255
      )
      let luma = 0.299 * r + 0.587 * g + 0.114 * b
      planes[0][at] = luma
      planes[1][at] = (b - luma) / 1.772 + 0.5
      planes[2][at] = (r - luma) / 1.402 + 0.5
    }
    return planes
  }

  /// cos(π f (i + ½) / side) for f in 0..<5.
  private static let cosines: [[Double]] = (0..<5).map { frequency in
    (0..<side).map { cos(.pi * Double(frequency) * (Double($0) + 0.5) / Double(side)) }
  }

  /// Row by row, the sums of samples times the cosines of the lowest frequencies along x.
  private static func rowSums(_ plane: [Double], frequencies: Int) -> [[Double]] {
    cosines.prefix(frequencies).map { cosines in
      (0..<side).map { y in
        var row = 0.0
        for x in 0..<side { row += plane[y * side + x] * cosines[x] }
        return row
      }
    }
  }

  private static func coefficient(_ rows: [[Double]], _ fx: Int, _ fy: Int) -> Double {
    var sum = 0.0
    for y in 0..<side { sum += rows[fx][y] * cosines[fy][y] }
    let norm = (fx == 0 ? 1.0 : 2.0) * (fy == 0 ? 1.0 : 2.0)
    return sum * norm / Double(side * side)
  }

  private static func byte(_ value: Double) -> UInt8 { UInt8(min(255, max(0, value.rounded()))) }

  private static func nibble(_ value: Double, _ scale: UInt8) -> UInt8 {
    guard scale > 0 else { return 8 }
    return UInt8(min(15, max(1, (value * 510 / Double(scale) * 7).rounded() + 8)))
  }

  private static func rgb(_ values: [Double]) -> [UInt8] {
    let (luma, cb, cr) = (values[0], values[1] - 0.5, values[2] - 0.5)
    return [luma + 1.402 * cr, luma - 0.344136 * cb - 0.714136 * cr, luma + 1.772 * cb]
      .map { byte(255 * $0) }
  }
}
