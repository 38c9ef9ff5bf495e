import Core
import Decoding
import Foundation
import TestSupport
import Testing

@Suite struct SmallPictureTests {
  @Test(arguments: [(400, 300), (321, 200), (320, 240), (100, 37), (1, 1), (37, 900)])
  func thumbnailsKeepShapeAndColour(size: (Int, Int)) throws {
    let image = Pictures.pattern(width: size.0, height: size.1)
    let bytes = try Thumbnail.webP(of: image)
    let small = try Pictures.fullSize(bytes)
    let long = max(size.0, size.1)
    #expect(max(small.width, small.height) == min(320, long))
    #expect(abs(small.width * size.1 - small.height * size.0) <= max(size.0, size.1))
    let exact = try image.areaResized(width: small.width, height: small.height)
    #expect(Pictures.difference(small, exact) < 8)
  }

  @Test func areaResizingIsExactOnFlatAndWholeFactors() throws {
    let flat = RGBImage(
      width: 511, height: 383, samples: .init(repeating: 77, count: 511 * 383 * 3))
    #expect(try flat.areaResized(width: 320, height: 240).samples.allSatisfy { $0 == 77 })
    let image = RGBImage(
      width: 2, height: 2, samples: [0, 10, 20, 4, 10, 20, 8, 30, 20, 12, 30, 20])
    #expect(try image.areaResized(width: 1, height: 1).samples == [6, 20, 20])
  }

  @Test func placeholdersResembleTheirPicture() throws {
    let image = Pictures.pattern(width: 320, height: 180)
    let bytes = BlurPlaceholder.encode(
      averages: try image.areaResized(width: 32, height: 32), width: 320, height: 180)
    #expect(bytes.count == BlurPlaceholder.byteCount)
    let blurred = try #require(BlurPlaceholder.decode(bytes))
    #expect((blurred.width, blurred.height) == (32, 18))
    #expect(Pictures.difference(blurred, try image.areaResized(width: 32, height: 18)) < 20)
    #expect(BlurPlaceholder.decode([1, 2, 3]) == nil)
  }

  @Test func flatPicturesStayFlat() throws {
    let averages = RGBImage(
      width: 32, height: 32, samples: (0..<1024).flatMap { _ in [200, 30, 90] })
    let blurred = try #require(
      BlurPlaceholder.decode(BlurPlaceholder.encode(averages: averages, width: 5, height: 9)))
    #expect((blurred.width, blurred.height) == (18, 32))
    #expect(
      blurred.samples.indices.allSatisfy {
        abs(Int(blurred.samples[$0]) - [200, 30, 90][$0 % 3]) <= 3
      })
  }

  @Test func equalPixelsHaveEqualDigestsInAnyFormat() throws {
    let image = Pictures.pattern(width: 61, height: 47)
    let other = Pictures.pattern(width: 47, height: 61)
    let digest = try Pictures.digest(Encoders.png(image))
    #expect(try Pictures.digest(Encoders.bmp(image)) == digest)
    #expect(try Pictures.digest(Encoders.png(other)) != digest)
  }

  @Test(.enabled(if: TestData.has("photos"), "needs the photographs of the test data"))
  func streamedAndWholeDigestsAgree() throws {
    let bytes = try Pictures.bytes("photos/exif-samples/jpg/orientation/landscape_1.jpg")
    let image = try Pictures.fullSize(bytes)
    #expect(try Pictures.digest(Encoders.png(image)) == Pictures.digest(bytes))
    let turned = try Pictures.bytes("photos/exif-samples/jpg/orientation/landscape_6.jpg")
    #expect(
      try Pictures.digest(Encoders.bmp(Pictures.fullSize(turned))) == Pictures.digest(turned))
  }

  @Test(.enabled(if: TestData.has("photos"), "needs the photographs of the test data"))
  func previewsAreBoundedWebP() throws {
    let bytes = try Pictures.bytes("photos/exif-samples/jpg/gps/DSCN0010.jpg")
    let preview = try bytes.withUnsafeBytes { try Pictures.decoder.preview($0, side: 500) }
    #expect(preview.withUnsafeBytes { PictureSniffer.format(of: $0) } == .webp)
    let image = try Pictures.fullSize(preview)
    #expect(max(image.width, image.height) == 500)
  }

  @Test(.enabled(if: TestData.has("formats"), "needs the pictures of the test data"))
  func threadsDecodeAlike() throws {
    let files =
      TestData.files(under: "formats/pngsuite", extensions: ["png"]).prefix(40)
      + TestData.files(under: "formats/exif-orientation", extensions: ["jpg"]).prefix(6)
    let bytes = try files.map { [UInt8](try Data(contentsOf: $0)) }
    let expected = bytes.map { try? Pictures.decode($0).image }
    let agreed = Tally()
    let threads = (0..<4).map { _ in
      let thread = Thread {
        for (bytes, image) in zip(bytes, expected)
        where (try? Pictures.decode(bytes).image) == image {
          agreed.add()
        }
        agreed.finish()
      }
      thread.start()
      return thread
    }
    agreed.wait(for: threads.count)
    #expect(agreed.total == 4 * bytes.count)
  }
}

/// Counts over threads.
private final class Tally: @unchecked Sendable {
  private let condition = NSCondition()
  private(set) var total = 0
  private var finished = 0

  func add() { condition.withLock { total += 1 } }

  func finish() {
    condition.withLock {
      finished += 1
      condition.broadcast()
    }
  }

  func wait(for count: Int) {
    condition.withLock { while finished < count { condition.wait() } }
  }
}
