import Core
import Decoding
import Foundation
import TestSupport
import Testing

/// The VP8 encoder against libwebp's decoder: an encoder whose predictions drift from the decoder's
/// loses tens of decibels, so fidelity proves agreement.
@Suite struct ThumbnailTests {
  static let sizes = [
    (1, 1), (2, 3), (15, 17), (16, 16), (17, 33), (320, 240), (320, 1), (213, 320),
  ]

  @Test(arguments: sizes)
  func smoothPicturesSurviveAtAnySize(size: (Int, Int)) throws {
    let image = Self.gradient(width: size.0, height: size.1)
    let shown = try Pictures.fullSize(Thumbnail.webP(of: image))
    #expect((shown.width, shown.height) == size)
    #expect(Self.fidelity(shown, image) > 35)
  }

  @Test(arguments: [Float(0), 30, 70, 100])
  func noiseIsEncodedAtAnyQuality(quality: Float) throws {
    var generator = SeededGenerator(seed: 11)
    for contrast in [UInt8(1), 255] {
      let samples = (0..<320 * 240 * 3).map { _ in
        contrast == 1
          ? UInt8.random(in: 0...255, using: &generator) : Bool.random(using: &generator) ? 255 : 0
      }
      let image = RGBImage(width: 320, height: 240, samples: samples)
      let shown = try Pictures.fullSize(Thumbnail.webP(of: image, quality: quality))
      #expect((shown.width, shown.height) == (320, 240))
    }
  }

  @Test func seededSizesDecodeAndRepeat() throws {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<40 {
      let (width, height) = (
        Int.random(in: 1...90, using: &generator), Int.random(in: 1...90, using: &generator)
      )
      let image = Pictures.pattern(width: width, height: height, seed: generator.next())
      let bytes = try Thumbnail.webP(of: image)
      #expect(try Thumbnail.webP(of: image) == bytes)
      #expect(bytes.count % 2 == 0)
      let shown = try Pictures.fullSize(bytes)
      #expect((shown.width, shown.height) == (width, height))
    }
  }

  @Test func sidesBeyondTheFormatAreRefused() {
    let image = RGBImage(width: 16384, height: 1, samples: .init(repeating: 9, count: 3 * 16384))
    #expect(throws: Fault.self) { try Thumbnail.webP(of: image, longSide: 20_000) }
  }

  @Test(.enabled(if: TestData.has("photos"), "needs the photographs of the test data"))
  func photographsStayFaithfulAndSmall() throws {
    let files = TestData.files(under: "photos/coco256", extensions: ["jpg"]).prefix(24)
    try #require(!files.isEmpty)
    var total = 0.0
    for file in files {
      let image = try Pictures.decode([UInt8](Data(contentsOf: file))).image
      let long = max(image.width, image.height)
      let bytes = try Thumbnail.webP(of: image)
      let shown = try Pictures.fullSize(bytes)
      let exact =
        long > 320 ? try image.areaResized(width: shown.width, height: shown.height) : image
      let fidelity = Self.fidelity(shown, exact)
      #expect(fidelity > 28, "\(file.lastPathComponent)")
      #expect(bytes.count < 40_000)
      total += fidelity
    }
    #expect(total / Double(files.count) > 34)
  }

  private static func gradient(width: Int, height: Int) -> RGBImage {
    var samples: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        samples += [UInt8(40 + x * 170 / 320), UInt8(60 + y * 150 / 320), UInt8(90 + (x + y) / 8)]
      }
    }
    return RGBImage(width: width, height: height, samples: samples)
  }

  /// Peak signal to noise of the luma, in dB.
  private static func fidelity(_ left: RGBImage, _ right: RGBImage) -> Double {
    var sum = 0
    for index in 0..<left.width * left.height {
      func luma(_ image: RGBImage) -> Int {
        (299 * Int(image.samples[3 * index]) + 587 * Int(image.samples[3 * index + 1])
          + 114 * Int(image.samples[3 * index + 2])) / 1000
      }
      let error = luma(left) - luma(right)
      sum += error * error
    }
    return 10 * log10(65_025 / max(Double(sum) / Double(left.width * left.height), 1e-9))
  }
}
