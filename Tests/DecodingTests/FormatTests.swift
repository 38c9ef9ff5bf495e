import Core
import Foundation
import TestSupport
import Testing

@testable import Decoding

@Suite struct FormatTests {
  @Test(.enabled(if: TestData.has("formats/pngsuite"), "needs PNGSuite"))
  func pngSuiteLooksAsPillowShowsIt() throws {
    let expected = try Fixture.load().pixels
    #expect(expected.count > 100)
    for (path, values) in expected {
      let bytes = try Pictures.bytes(path)
      let image = try Pictures.fullSize(bytes)
      #expect([image.width, image.height] == values["size"] as? [Int], "\(path)")
      let means = values["means"] as? [Double] ?? []
      let quarter = mean(image, image.width / 2, image.height / 2)
      let whole = mean(image, image.width, image.height)
      for (ours, theirs) in zip(quarter + whole, means) {
        #expect(abs(ours - theirs) < 3, "\(path): \(quarter + whole) is not \(means)")
      }
    }
  }

  private func mean(_ image: RGBImage, _ width: Int, _ height: Int) -> [Double] {
    let (width, height) = (max(1, width), max(1, height))
    return (0..<3).map { channel in
      var sum = 0
      for y in 0..<height {
        for x in 0..<width { sum += Int(image.samples[3 * (y * image.width + x) + channel]) }
      }
      return Double(sum) / Double(width * height)
    }
  }

  @Test(
    .enabled(if: TestData.has("formats/exif-orientation"), "needs the orientation pictures"),
    arguments: ["Landscape", "Portrait"])
  func allOrientationsShowOnePicture(shape: String) throws {
    let reference = try Pictures.decode("formats/exif-orientation/\(shape)_1.jpg")
    for orientation in 0...8 {
      let picture = try Pictures.decode("formats/exif-orientation/\(shape)_\(orientation).jpg")
      #expect((picture.width, picture.height) == (reference.width, reference.height))
      #expect(picture.metadata.orientation == max(1, orientation))
      // The digits in the pictures differ, and each was compressed on its own.
      #expect(Pictures.difference(picture.image, reference.image) < 8, "\(orientation)")
    }
  }

  @Test func turningMovesEveryPixelToItsPlace() {
    // Columns a b c over d e f.
    let image = RGBImage(
      width: 3, height: 2, samples: "abcdef".utf8.flatMap { [$0, $0, $0] })
    func turned(_ orientation: Int) -> String {
      let image = image.turned(by: orientation)
      return String(
        decoding: stride(from: 0, to: 18, by: 3).map { image.samples[$0] }, as: UTF8.self)
    }
    #expect(
      (1...8).map(turned)
        == ["abcdef", "cbafed", "fedcba", "defabc", "adbecf", "daebfc", "fcebda", "cfbead"])
  }

  @Test(.enabled(if: TestData.has("formats"), "needs the pictures of the test data"))
  func unusualPicturesSayWhatTheyAre() throws {
    let images = "formats/libvips/test/test-suite/images/"
    let animation = try Pictures.decode(images + "cogs.gif")
    #expect((animation.format, animation.frameCount) == (.gif, 5))
    let wide = try Pictures.decode("formats/pngsuite/basn6a16.png")
    #expect((wide.bitsPerSample, wide.hasAlpha) == (16, true))
    #expect(try Pictures.decode("formats/pngsuite/basn0g01.png").bitsPerSample == 1)
    #expect(try Pictures.decode(images + "small.bmp").format == .bmp)
    // Named .bmp, and a JPEG.
    let misnamed = try Pictures.decode("neardup/imagededup/formats_images/ukbench09380.bmp")
    #expect((misnamed.format, misnamed.width, misnamed.height) == (.jpeg, 640, 480))
  }

  @Test(.enabled(if: TestData.has("neardup/imagededup"), "needs the pictures of the test data"))
  func oneSceneIsAlikeInEveryFormat() throws {
    let folder = "neardup/imagededup/formats_images/"
    let bitmap = try Pictures.decode(folder + "ukbench09380.bmp")
    let files = TestData.files(under: folder).map(\.lastPathComponent)
      .filter { $0.hasPrefix("ukbench09380.") }
    for file in files {
      let other = try Pictures.decode(folder + file)
      #expect(Pictures.difference(bitmap.image, other.image) < 4, "\(file)")
    }
  }

  @Test(arguments: [PictureFormat.bmp, .png], [(700, 500), (320, 128), (1301, 257), (90, 4000)])
  func shrinkingAveragesWhatItDrops(format: PictureFormat, size: (Int, Int)) throws {
    let full = Pictures.pattern(width: size.0, height: size.1)
    let bytes = format == .bmp ? Encoders.bmp(full) : Encoders.png(full)
    let picture = try Pictures.decode(bytes)
    #expect((picture.format, picture.width, picture.height) == (format, size.0, size.1))
    #expect(try Pictures.fullSize(bytes) == full)
    let factor = max(1, min(max(size.0, size.1) / 320, min(size.0, size.1) / 128))
    let expected = full.averaged(by: factor)
    // libvips extends the last box by copies of the edge, and rounds twice.
    #expect(Pictures.difference(picture.image, expected) < 1)
  }

  @Test func transparentPicturesLieOnWhite() throws {
    let image = RGBImage(width: 2, height: 2, samples: [UInt8](repeating: 100, count: 12))
    let clear = try Pictures.decode(Encoders.png(image, alpha: 0))
    #expect(clear.hasAlpha && clear.image.samples.allSatisfy { $0 == 255 })
    let half = try Pictures.decode(Encoders.png(image, alpha: 128))
    #expect(half.image.samples.allSatisfy { abs(Int($0) - 177) <= 1 })
  }

  @Test func pngTextIsMetadata() throws {
    let chunks =
      Encoders.chunk("tEXt", Array("parameters\0a cat, Steps: 20".utf8))
      + Encoders.chunk("acTL", [0, 0, 0, 7, 0, 0, 0, 0])
    let picture = try Pictures.decode(
      Encoders.png(Pictures.pattern(width: 8, height: 8), extra: chunks))
    #expect(picture.metadata.rawJSON == #"{"text":{"parameters":"a cat, Steps: 20"}}"#)
    #expect(picture.frameCount == 7)
  }
}
