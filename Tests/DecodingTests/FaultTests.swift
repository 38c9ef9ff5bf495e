import Core
import Foundation
import TestSupport
import Testing

@testable import Decoding

@Suite struct FaultTests {
  @Test func filesThatAreNoPicturesSayWhatTheyAre() {
    #expect(Pictures.fault([])?.code == "picture.empty")
    #expect(Pictures.fault(Array("<html>404</html>".utf8))?.code == "picture.is-text")
    #expect(Pictures.fault([0, 1, 2, 3, 4, 5, 6, 7, 8])?.code == "picture.unrecognised")
  }

  @Test(.enabled(if: TestData.has("photos"), "needs the photographs of the test data"))
  func everyTruncationOfAJPEGIsCutShort() throws {
    let whole = try Pictures.bytes("photos/exif-samples/jpg/Nikon_D70.jpg")
    for percent in stride(from: 20, to: 100, by: 5) {
      let fault = Pictures.fault(Array(whole.prefix(whole.count * percent / 100)))
      #expect(fault?.code == "picture.cut-short", "\(percent) %: \(String(describing: fault))")
    }
    // Only the end marker is missing: every pixel is there.
    #expect(Pictures.fault(whole.dropLast(2)) == nil)
  }

  @Test(
    .enabled(if: TestData.has("formats"), "needs the pictures of the test data"),
    arguments: [
      "formats/pngsuite/basn6a08.png", "formats/libvips/test/test-suite/images/trans-x.gif",
      "formats/libheif/examples/example.avif",
    ])
  func truncationIsToldFromDamage(path: String) throws {
    let bytes = try Pictures.bytes(path)
    #expect(Pictures.fault(Array(bytes.prefix(bytes.count / 2)))?.code == "picture.cut-short")
  }

  @Test func limitsComeBeforeWork() throws {
    let bytes = Encoders.png(Pictures.pattern(width: 100, height: 100))
    for (limits, code) in [
      (DecodeLimits(maximumBytes: 1000), "picture.too-large" as Fault.Code),
      (DecodeLimits(maximumPixels: 9999), "picture.too-many-pixels"),
    ] {
      let decoder = try PictureDecoder(limits: limits)
      do {
        _ = try bytes.withUnsafeBytes { try decoder.decode($0) }
        Issue.record("was decoded")
      } catch {
        #expect((error as? Fault)?.code == code)
      }
    }
    // A header that promises 65535² pixels is refused without allocating them.
    let huge = Encoders.bmp(width: 65535, height: 65535, bits: 8, compression: 1, rows: [0, 1])
    #expect(Pictures.fault(huge)?.code == "picture.too-many-pixels")
  }

  @Test(.enabled(if: TestData.has("photos"), "needs the photographs of the test data"))
  func aPassedDeadlineStopsTheDecode() throws {
    let hurried = try PictureDecoder(limits: DecodeLimits(maximumSeconds: 0))
    for path in ["photos/exif-samples/jpg/Nikon_D70.jpg", "formats/pngsuite/PngSuite.png"] {
      let bytes = try Pictures.bytes(path)
      do {
        _ = try bytes.withUnsafeBytes { try hurried.fullSize($0) }
        Issue.record("\(path) was decoded")
      } catch {
        #expect((error as? Fault)?.code == "picture.timed-out", "\(path): \(error)")
      }
    }
  }

  @Test(.enabled(if: TestData.has("formats"), "needs the pictures of the test data"))
  func flippedBytesNeverCrash() throws {
    let images = "formats/libvips/test/test-suite/images/"
    let paths = [
      "formats/pngsuite/basn3p08.png", "formats/pngsuite/basi6a16.png", images + "small.bmp",
      images + "trans-x.gif", "formats/libheif/examples/example.avif",
      "photos/exif-samples/jpg/Nikon_D70.jpg", images + "avif-orientation-6.avif",
    ]
    let small = TestData.files(
      under: "formats", extensions: ["webp", "tif", "tiff", "heic", "jxl"]
    )
    .filter { ((try? Data(contentsOf: $0))?.count ?? .max) < 60_000 }.prefix(12)
    var seeds = try paths.filter(TestData.has).map(Pictures.bytes)
    seeds += try small.map { [UInt8](try Data(contentsOf: $0)) }
    seeds.append(
      Encoders.bmp(width: 4, height: 2, bits: 8, compression: 1, rows: [3, 1, 0, 0, 4, 2, 0, 1]))
    var generator = SeededGenerator(seed: 20)
    let decoder = try PictureDecoder(limits: DecodeLimits(maximumPixels: 4_000_000))
    for seed in seeds where !seed.isEmpty {
      for _ in 0..<25 {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
          let reach = Bool.random(using: &generator) ? min(200, bytes.count) : bytes.count
          bytes[Int.random(in: 0..<reach, using: &generator)] = UInt8.random(
            in: .min ... .max, using: &generator)
        }
        do {
          let picture = try bytes.withUnsafeBytes { try decoder.decode($0) }
          #expect(picture.image.samples.count == 3 * picture.image.width * picture.image.height)
        } catch {
          #expect(error is Fault)
        }
      }
    }
  }
}
