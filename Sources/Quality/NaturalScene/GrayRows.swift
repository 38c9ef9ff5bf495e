import CKernels
import Core

/// The gray that both metrics start from, row by row: round(0.298936021 R + 0.587043074 G +
/// 0.114020905 B), which is what the authors' `rgb2gray` gives.
enum GrayRows {
  /// Calls `body` with each row from the top, at most `rows` of them.
  static func visit(
    _ image: RGBImage, rows: Int = .max, _ body: (UnsafePointer<UInt8>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: image.width) { gray in
      image.samples.withUnsafeBufferPointer { samples in
        for row in 0..<min(rows, image.height) {
          quality_gray_row(
            samples.baseAddress! + 3 * row * image.width, image.width, gray.baseAddress!)
          body(UnsafePointer(gray.baseAddress!))
        }
      }
    }
  }
}
