import Core
import Foundation
import TestSupport
import Testing

@testable import Decoding

/// One decode at full size gives every row and the small picture.
@Suite struct RowShrinkerTests {
  private final class Rows: RowVisitor {
    var width = 0
    var height = 0
    var samples: [UInt8] = []

    func begin(width: Int, height: Int, orientation: Int) {
      (self.width, self.height) = (width, height)
    }

    func add(_ rows: UnsafeRawBufferPointer) { samples += rows }
  }

  private func both(_ bytes: [UInt8]) throws -> (plain: RGBImage, shown: RGBImage, rows: Rows) {
    let decoder = try PictureDecoder()
    let rows = Rows()
    return try bytes.withUnsafeBytes {
      let shown = try decoder.decode($0, showing: rows)
      let plain = try decoder.decode($0)
      #expect(shown.width == plain.width && shown.height == plain.height)
      return (plain.image, shown.image, rows)
    }
  }

  @Test(arguments: [(640, 480), (1601, 1203), (333, 257), (100, 70), (1, 1), (2, 3000)])
  func theSmallPictureIsTheSame(width: Int, height: Int) throws {
    let image = DrawnPicture.image(seed: 11, width: width, height: height)
    for bytes in [Encoders.png(image), Encoders.bmp(image)] {
      let (plain, shown, rows) = try both(bytes)
      #expect(plain == shown)
      #expect(rows.samples == image.samples)
      #expect((rows.width, rows.height) == (width, height))
    }
  }

  /// libjpeg averages before it leaves its own colours, and colour is not smoothed on the way.
  @Test(.enabled(if: TestData.has("photos/coco256"), "needs photographs"))
  func theSmallPictureOfAJPEGIsNear() throws {
    let files = TestData.files(under: "photos/coco256", extensions: ["jpg"])
    for file in files.prefix(8) {
      let (plain, shown, _) = try both([UInt8](try Data(contentsOf: file)))
      #expect((plain.width, plain.height) == (shown.width, shown.height))
      let sum = zip(plain.samples, shown.samples).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
      let mean = Double(sum) / Double(plain.samples.count)
      #expect(mean < 1, "\(file.lastPathComponent)")
    }
  }
}
