import Core
import Kernels
import TestSupport
import Testing

/// Resizing of RGB pictures against Pillow 13, and the kernels against the plain Swift beside them.
struct ResizeKernelTests {
  struct Case: Sendable {
    var filter: ResamplingFilter
    var size: (width: Int, height: Int)
    var newSize: (width: Int, height: Int)
    var digest: UInt64
  }

  /// Printed by tools/resize_fixtures.py.
  private static let rows: [(ResamplingFilter, Int, Int, Int, Int, UInt64)] = [
    (.bilinear, 61, 47, 20, 16, 0x5D7E2423A7C4CC92),
    (.bicubic, 61, 47, 20, 16, 0x9A4A2D870D61AC60),
    (.lanczos, 61, 47, 20, 16, 0xECFF09CC7EF94DA5),
    (.bilinear, 61, 47, 130, 99, 0x5C19B2AF8581A903),
    (.bicubic, 61, 47, 130, 99, 0xBF8CB62535E88788),
    (.lanczos, 61, 47, 130, 99, 0x7A7BA50C0D90FB93),
    (.bilinear, 300, 20, 30, 20, 0xF2B392797CADA4F7),
    (.bicubic, 300, 20, 30, 20, 0x953E58E32B784205),
    (.lanczos, 300, 20, 30, 20, 0x8F4DA79B96675F29),
    (.bilinear, 7, 90, 7, 31, 0xA39512295BF058B4),
    (.bicubic, 7, 90, 7, 31, 0xC0C3D3F7120EAC4D),
    (.lanczos, 7, 90, 7, 31, 0xE54D9F8F1581F129),
    (.bilinear, 640, 480, 298, 224, 0x6576A3BBE029F4E5),
    (.bicubic, 640, 480, 298, 224, 0xFA6D104C83F83823),
    (.lanczos, 640, 480, 298, 224, 0xA64EFB13C8C3DCBB),
    (.bilinear, 33, 500, 16, 40, 0x2A1F2D5AF7248F04),
    (.bicubic, 33, 500, 16, 40, 0x26A54F6AFFF6EEDF),
    (.lanczos, 33, 500, 16, 40, 0x711C9ED3960431F4),
    (.bilinear, 1, 1, 5, 4, 0x79EB148C1C744F41),
    (.bicubic, 1, 1, 5, 4, 0x79EB148C1C744F41),
    (.lanczos, 1, 1, 5, 4, 0x79EB148C1C744F41),
    (.bilinear, 500, 3, 224, 2, 0x422EA5B68BAFD25F),
    (.bicubic, 500, 3, 224, 2, 0x08044E8918F76DCE),
    (.lanczos, 500, 3, 224, 2, 0x6B0F89FAEF1FB1AB),
  ]

  private static let cases = rows.map {
    Case(filter: $0.0, size: ($0.1, $0.2), newSize: ($0.3, $0.4), digest: $0.5)
  }

  private static func picture(_ width: Int, _ height: Int) -> RGBImage {
    var state: UInt32 = 1
    let samples = (0..<3 * width * height).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
    return RGBImage(width: width, height: height, samples: samples)
  }

  private static func digest(_ samples: [UInt8]) -> UInt64 {
    samples.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private static func whole(_ width: Int, _ height: Int) -> PixelWindow {
    PixelWindow(left: 0, top: 0, width: width, height: height)
  }

  @Test(arguments: cases.indices, [false, ResizeKernel.hasFastRows])
  func equalsPillow(_ index: Int, _ isFast: Bool) {
    let row = Self.cases[index]
    let resized = ResizeKernel.resized(
      Self.picture(row.size.width, row.size.height), width: row.newSize.width,
      height: row.newSize.height, window: Self.whole(row.newSize.width, row.newSize.height),
      filter: row.filter, isFast: isFast)
    #expect(Self.digest(resized.samples) == row.digest)
  }

  @Test(arguments: ResamplingFilter.allCases, [(61, 47), (5, 4), (130, 90), (4, 3), (1, 1)])
  func equalsTheReference(_ filter: ResamplingFilter, _ size: (Int, Int)) {
    let image = Self.picture(size.0, size.1)
    for (width, height) in [(20, 16), (60, 47), (1, 1), (3, 2)] {
      let lostHeight = size.1 - height
      if lostHeight > 0 && lostHeight > 2 * max(size.0 - width, 0) { continue }
      let plain = ResizeKernel.referenceResized(
        image, width: width, height: height, filter: filter)
      for isFast in [false, ResizeKernel.hasFastRows] {
        let fast = ResizeKernel.resized(
          image, width: width, height: height, window: Self.whole(width, height),
          filter: filter, isFast: isFast)
        #expect(fast == plain)
      }
    }
  }

  /// A window is what would be cut out of the whole, wherever it lies and whichever pass is first.
  @Test(arguments: [(61, 47, 40, 30), (33, 500, 16, 40), (50, 20, 50, 12), (9, 9, 40, 40)])
  func windows(_ width: Int, _ height: Int, _ newWidth: Int, _ newHeight: Int) {
    let image = Self.picture(width, height)
    let whole = ResizeKernel.resized(
      image, width: newWidth, height: newHeight, window: Self.whole(newWidth, newHeight),
      filter: .bicubic)
    var random = SeededGenerator(seed: 9)
    for _ in 0..<20 {
      let left = Int.random(in: 0..<newWidth, using: &random)
      let top = Int.random(in: 0..<newHeight, using: &random)
      let window = PixelWindow(
        left: left, top: top, width: Int.random(in: 1...newWidth - left, using: &random),
        height: Int.random(in: 1...newHeight - top, using: &random))
      let part = ResizeKernel.resized(
        image, width: newWidth, height: newHeight, window: window, filter: .bicubic)
      let cut = (0..<window.height).flatMap { row in
        let start = 3 * ((top + row) * newWidth + left)
        return whole.samples[start..<start + 3 * window.width]
      }
      #expect(part.samples == cut)
    }
  }

  @Test func tensorsOfBothLayouts() {
    let image = Self.picture(5, 3)
    let table = (0..<768).map { Float($0) }
    var planes = [Float](repeating: -1, count: 45)
    var pixels = planes
    var span = planes.mutableSpan
    TensorKernel.writePlanes(of: image, table: table, source: [2, 1, 0], into: &span)
    var other = pixels.mutableSpan
    TensorKernel.writePixels(of: image, table: table, source: [2, 1, 0], into: &other)
    for pixel in 0..<15 {
      for channel in 0..<3 {
        let expected = Float(256 * channel + Int(image.samples[3 * pixel + 2 - channel]))
        #expect(planes[15 * channel + pixel] == expected)
        #expect(pixels[3 * pixel + channel] == expected)
      }
    }
  }
}
