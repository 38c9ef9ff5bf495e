import Core
import Foundation
import TestSupport
import Testing

@testable import Decoding

/// One decode gives the small picture and the one for a model.
@Suite struct ModelDetailTests {
  private final class NoRows: RowVisitor {
    func begin(width: Int, height: Int, orientation: Int) {}
    func add(_ rows: UnsafeRawBufferPointer) {}
  }

  private func difference(_ one: RGBImage, _ other: RGBImage) -> Double {
    let sum = zip(one.samples, other.samples).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    return Double(sum) / Double(one.samples.count)
  }

  @Test(arguments: [(640, 480), (1600, 1200), (1203, 1601), (333, 257), (4000, 300), (1, 1)])
  func theModelsPictureIsThatOfADecodeForItAlone(width: Int, height: Int) throws {
    let image = DrawnPicture.image(seed: 5, width: width, height: height)
    let decoder = try PictureDecoder()
    for bytes in [Encoders.png(image), Encoders.bmp(image)] {
      try bytes.withUnsafeBytes { bytes in
        let plain = try decoder.decode(bytes)
        for detail in [ModelDetail.scaled(side: 224), .scaled(side: 64), .full] {
          let both = try decoder.decode(bytes, detail: detail)
          let larger = try #require(both.larger)
          #expect(min(larger.width, larger.height) >= min(width, height, 2 * 64))
          if detail == .full { #expect(larger == image) }
          #expect((both.width, both.height) == (width, height))
          let (small, expected) = (try both.reduced(), try plain.reduced())
          #expect((small.width, small.height) == (expected.width, expected.height))
          #expect(difference(small, expected) < 1.5)
          let shown = try decoder.decode(bytes, showing: NoRows(), detail: detail)
          #expect(shown.image == plain.image)
          let alone = try decoder.picture(bytes, detail: detail)
          #expect(shown.larger == alone)
          // Where hashes need more than the model, the one decode is larger.
          if larger.width == alone.width { #expect(larger == alone) }
          #expect(larger.width >= alone.width && larger.height >= alone.height)
        }
      }
    }
  }

  @Test(.enabled(if: TestData.has("photos/coco256"), "needs photographs"))
  func hashesOfTheOneDecodeAreNear() throws {
    let decoder = try PictureDecoder()
    for file in TestData.files(under: "photos/coco256", extensions: ["jpg"]).prefix(8) {
      try [UInt8](try Data(contentsOf: file)).withUnsafeBytes { bytes in
        let both = try decoder.decode(bytes, detail: .scaled(side: 224))
        let plain = try decoder.decode(bytes)
        let distance = difference(try both.reduced(), try plain.reduced())
        #expect(distance < 1, "\(file.lastPathComponent)")
        #expect(both.larger == (try decoder.picture(bytes, detail: .scaled(side: 224))))
      }
    }
  }

  @Test(
    .enabled(if: TestData.has("formats"), "needs the EXIF orientations"), arguments: 1...8)
  func theModelsPictureIsUpright(orientation: Int) throws {
    let files = TestData.files(under: "formats", extensions: ["jpg"])
      .filter { $0.lastPathComponent.contains("Landscape_\(orientation)") }
    let file = try #require(files.first)
    try [UInt8](try Data(contentsOf: file)).withUnsafeBytes { bytes in
      let both = try PictureDecoder().decode(bytes, detail: .full)
      let larger = try #require(both.larger)
      #expect(larger == (try PictureDecoder().fullSize(bytes)))
      #expect((larger.width, larger.height) == (both.width, both.height))
    }
  }
}
