import CKernels
import Core

/// Shrinks rows of RGB that arrive from the top by a whole factor, averaging squares of pixels. What
/// is left over at the right and lower edge is dropped. Holds a row of sums and the small picture.
struct PictureReducer {
  /// The largest picture that is judged as it is. Opinions were trained on pictures from 0.25 to
  /// 0.6 megapixels; larger ones are brought between 0.25 and 1.
  static let largestArea = 1_000_000

  let factor: Int
  private let width: Int
  private let height: Int
  private var sums: [UInt32]
  private var rowsInSums = 0
  private var samples: [UInt8]
  private var filled = 0

  init(width: Int, height: Int) {
    var factor = 1
    // Long strips are only shrunk as far as their short side allows.
    while (width / factor) * (height / factor) > Self.largestArea,
      min(width, height) / (factor + 1) > 0
    {
      factor += 1
    }
    self.factor = factor
    self.width = width
    self.height = height
    sums = [UInt32](repeating: 0, count: 3 * (width / factor))
    samples = [UInt8](repeating: 0, count: 3 * (width / factor) * (height / factor))
  }

  /// Takes the next row: 3 × width bytes.
  mutating func add(_ rgb: UnsafePointer<UInt8>) {
    let rowBytes = 3 * (width / factor)
    guard filled + rowBytes <= samples.count else { return }
    if factor == 1 {
      samples.withUnsafeMutableBufferPointer {
        ($0.baseAddress! + filled).update(from: rgb, count: rowBytes)
      }
      filled += rowBytes
      return
    }
    quality_cell_row(rgb, width, factor, &sums)
    rowsInSums += 1
    guard rowsInSums == factor else { return }
    samples.withUnsafeMutableBufferPointer {
      quality_cell_means(&sums, rowBytes, UInt32(factor * factor), $0.baseAddress! + filled)
    }
    filled += rowBytes
    rowsInSums = 0
  }

  /// The small picture, after the last row.
  consuming func finish() -> RGBImage {
    RGBImage(width: width / factor, height: height / factor, samples: samples)
  }
}
