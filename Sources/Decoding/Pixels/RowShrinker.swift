import CVips
import Core

/// Shrinks rows of RGB that arrive from the top as a decoder does when it shrinks by itself, so that
/// one decode at full size also gives the small picture. Holds a stripe of rows and the result.
struct RowShrinker {
  /// What decoders do when they shrink.
  enum Manner {
    /// libvips: downwards, rounded, then across.
    case stripes
    /// Whole boxes, rounded once. libjpeg's small transforms are such averages.
    case boxes
  }

  private let manner: Manner
  private let factor: Int
  private let width: Int
  private let height: Int
  private let columns: Int
  private let stripeRows: Int
  private var stripe: [UInt8]
  private var rowsInStripe = 0
  private var taken = 0
  private var samples: [UInt8]
  private var written = 0
  private var sums: [UInt32]

  init(width: Int, height: Int, factor: Int, manner: Manner) {
    self.manner = manner
    self.factor = factor
    self.width = width
    self.height = height
    columns = (width + factor - 1) / factor
    stripeRows = factor
    stripe = [UInt8](repeating: 0, count: factor == 1 ? 0 : 3 * width * stripeRows)
    samples = [UInt8](repeating: 0, count: 3 * columns * ((height + factor - 1) / factor))
    sums = [UInt32](repeating: 0, count: factor > 1 && manner == .stripes ? 3 * width : 0)
  }

  /// Takes the next row: 3 × width bytes.
  mutating func add(_ row: UnsafeRawBufferPointer) {
    guard taken < height else { return }
    taken += 1
    if factor == 1 {
      samples.withUnsafeMutableBytes {
        UnsafeMutableRawBufferPointer(rebasing: $0[(3 * width * (taken - 1))...])
          .copyMemory(from: row)
      }
      return
    }
    stripe.withUnsafeMutableBytes {
      UnsafeMutableRawBufferPointer(rebasing: $0[(3 * width * rowsInStripe)...])
        .copyMemory(from: row)
    }
    rowsInStripe += 1
    if rowsInStripe == stripeRows || taken == height { shrinkStripe() }
  }

  /// The small picture, after the last row.
  consuming func finish() -> RGBImage {
    RGBImage(width: columns, height: (height + factor - 1) / factor, samples: samples)
  }

  private mutating func shrinkStripe() {
    let (width, count, factor) = (Int32(width), Int32(rowsInStripe), Int32(factor))
    let start = 3 * columns * written
    samples.withUnsafeMutableBufferPointer { samples in
      let target = samples.baseAddress! + start
      switch manner {
      case .stripes: semblance_stripe_shrink(stripe, width, count, factor, &sums, target)
      case .boxes: semblance_box_shrink(stripe, width, count, factor, target)
      }
    }
    written += 1
    rowsInStripe = 0
  }
}
