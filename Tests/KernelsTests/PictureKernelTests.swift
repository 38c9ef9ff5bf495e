import Core
import Kernels
import TestSupport
import Testing

/// The C kernels against the plain Swift beside them.
struct PictureKernelTests {
  private static let sizes = [(1, 1), (3, 2), (5, 5), (64, 64), (63, 65), (128, 20), (150, 97)]

  private func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  @Test(arguments: [0, 1, 2, 31, 64, 1000])
  func luma(_ pixels: Int) {
    let rgb = bytes(3 * pixels, seed: 1)
    #expect(LumaKernel.bytes(rgb: rgb) == LumaKernel.referenceBytes(rgb: rgb))
    #expect(LumaKernel.floats(rgb: rgb) == LumaKernel.referenceFloats(rgb: rgb))
  }

  /// Every byte value, and numbers of pixels on both sides of a vector's length.
  @Test(arguments: [0, 1, 15, 16, 17, 1024])
  func oklab(_ pixels: Int) {
    let rgb = bytes(3 * pixels, seed: 8) + (0...255).flatMap { [UInt8](repeating: $0, count: 3) }
    #expect(OklabKernel.colours(rgb: rgb) == OklabKernel.referenceColours(rgb: rgb))
  }

  /// Random gradients, those along every axis, and none.
  @Test func splitGradients() {
    var random = SeededGenerator(seed: 9)
    let steps: [Float] = [-255, -1, -0.0, 0, 0.5, 255]
    let pairs =
      steps.flatMap { x in steps.map { (x, $0) } }
      + (0..<4001).map { _ in
        (Float.random(in: -255...255, using: &random), Float.random(in: -255...255, using: &random))
      }
    let (across, down) = (pairs.map(\.0), pairs.map(\.1))
    let split = GradientKernel.split(across: across, down: down)
    #expect(split == GradientKernel.referenceSplit(across: across, down: down))
    #expect(split.first.count == pairs.count && split.first.contains { $0 > 0 })
  }

  @Test(arguments: sizes, [16, 64])
  func boxSums(_ size: (Int, Int), _ cells: Int) {
    let (width, height) = size
    let plane = bytes(width * height, seed: 2)
    #expect(
      BoxKernel.sums(of: plane, width: width, height: height, cells: cells)
        == BoxKernel.referenceSums(of: plane, width: width, height: height, cells: cells))
  }

  /// Three planes at once give what each gives alone.
  @Test(arguments: sizes + [(320, 240), (31, 2000)], [1, 4, 32])
  func boxSumsOfThreeChannels(_ size: (Int, Int), _ cells: Int) {
    let (width, height) = size
    let rgb = bytes(3 * width * height, seed: 6)
    let sums = BoxKernel.sums(ofRGB: rgb, width: width, height: height, cells: cells)
    for channel in 0..<3 {
      let plane = stride(from: channel, to: rgb.count, by: 3).map { rgb[$0] }
      #expect(
        stride(from: channel, to: sums.count, by: 3).map { sums[$0] }
          == BoxKernel.referenceSums(of: plane, width: width, height: height, cells: cells))
    }
  }

  /// Nothing overflows: a white plane's cells all hold the full weight.
  @Test func boxSumsOfALargeWhitePlane() {
    let plane = [UInt8](repeating: 255, count: 5000 * 3000)
    let sums = BoxKernel.sums(of: plane, width: 5000, height: 3000, cells: 64)
    #expect(sums.allSatisfy { $0 == 255 * 5000 * 3000 })
  }

  /// Sums on both sides of every half, where rounding turns, and at the ends.
  @Test(arguments: [1, 2, 3, 320 * 240, 4001 * 2999, 1 << 39])
  func boxMeans(_ weight: Int) {
    let sums = (0...255).flatMap { level -> [UInt64] in
      let half = (2 * level + 1) * weight / 2
      return [level * weight, half - 1, half, half + 1]
        .map { UInt64(min(max($0, 0), 255 * weight)) }
    }
    #expect(
      BoxKernel.means(of: sums, weight: weight)
        == BoxKernel.referenceMeans(of: sums, weight: weight))
  }

  @Test(arguments: [11, 17, 18, 19, 20])
  func windowSums(_ cell: Int) {
    let plane = bytes(128 * 128, seed: 3)
    let room = 1280 - 64 * cell
    for (left, top) in [(0, 0), (room, room), (room / 2, 0), (0, room / 3)] {
      #expect(
        BoxKernel.windowSums(of: plane, left: left, top: top, cell: cell)
          == BoxKernel.referenceWindowSums(of: plane, left: left, top: top, cell: cell))
    }
  }

  @Test func cosines() {
    let plane = bytes(64 * 64, seed: 4).map(Double.init(_:))
    let fast = CosineKernel.lowest16(of: plane, scale: 0.5)
    let plain = CosineKernel.referenceLowest16(of: plane, scale: 0.5)
    for (fast, plain) in zip(fast, plain) { #expect(abs(fast - plain) <= 1 / 4096) }
    #expect(abs(fast[0] - Float(plane.reduce(0, +) / 64 / 2)) <= 1 / 4096)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8])
  func median(_ spread: Int) {
    var random = SeededGenerator(seed: UInt64(spread))
    // Small spreads make many ties, zeros of both signs among them.
    let values = (0..<256).map { _ in
      Float(Int.random(in: -spread * spread...spread * spread, using: &random)) * -0.25
    }
    let median = MedianKernel.lowerMedian(of: values)
    #expect(median == MedianKernel.referenceLowerMedian(of: values))
    #expect(
      MedianKernel.decisions(of: values, above: median)
        == MedianKernel.referenceDecisions(of: values, above: median))
  }

  @Test(arguments: [
    (150, 97), (20, 30), (5, 4), (33, 8), (9, 70), (400, 300), (1024, 40), (1025, 40), (3000, 20),
  ])
  func lanczos(_ width: Int, _ height: Int) {
    let plane = LumaPlane(
      width: width, height: height, samples: bytes(width * height, seed: 5))
    for (newWidth, newHeight) in [(9, 8), (32, 32)]
    where height - newHeight <= 2 * max(width - newWidth, 0) {
      #expect(
        LanczosKernel.resized(plane, width: newWidth, height: newHeight)
          == LanczosKernel.referenceResized(plane, width: newWidth, height: newHeight))
    }
  }

  @Test(arguments: [(5, 5), (64, 64), (63, 65), (150, 97), (400, 130), (257, 15)])
  func tent(_ width: Int, _ height: Int) {
    let plane = bytes(width * height, seed: 6).map { Float($0) * 0.37 }
    #expect(
      TentKernel.reduced(plane, width: width, height: height)
        == TentKernel.referenceReduced(plane, width: width, height: height))
  }

  @Test(arguments: [(50, 40, 400, 320), (1, 1, 5, 5), (100, 75, 4000, 3000), (64, 64, 65, 64)])
  func estimatedTent(_ width: Int, _ height: Int, _ originalWidth: Int, _ originalHeight: Int) {
    let plane = bytes(width * height, seed: 7).map { Float($0) }
    let fast = TentKernel.estimated(
      plane, width: width, height: height, originalWidth: originalWidth,
      originalHeight: originalHeight)
    let plain = TentKernel.referenceEstimated(
      plane, width: width, height: height, originalWidth: originalWidth,
      originalHeight: originalHeight)
    for (fast, plain) in zip(fast, plain) { #expect(abs(fast - plain) < 0.001) }
  }

  /// With no reduction the estimate is the very filter, but for rounding.
  @Test func estimateOfAnUnreducedPictureIsTheFilter() {
    let plane = bytes(300 * 200, seed: 8).map { Float($0) }
    let estimate = TentKernel.estimated(
      plane, width: 300, height: 200, originalWidth: 300, originalHeight: 200)
    let exact = TentKernel.reduced(plane, width: 300, height: 200)
    for (estimate, exact) in zip(estimate, exact) { #expect(abs(estimate - exact) < 0.01) }
  }

  @Test(arguments: 0..<8) func gradientSum(_ seed: UInt64) {
    let plane = bytes(64 * 64, seed: seed).map { Float($0) * 0.9963 }
    #expect(TentKernel.gradientSum(of: plane) == TentKernel.referenceGradientSum(of: plane))
    let soft = plane.map { 100 + $0 / 50 }
    #expect(TentKernel.gradientSum(of: soft) == TentKernel.referenceGradientSum(of: soft))
  }

  /// All of 1...1024 were compared when the rotation was written; a walk through them keeps it so.
  @Test func rotatedWeightsAreThoseOfSines() {
    for outputs in [8, 9, 32] {
      for inputs in stride(from: outputs - 3, through: ResamplingTaps.largestRotated, by: 29) {
        let rotated = ResamplingTaps(.lanczos, inputs: inputs, outputs: outputs, rotating: true)
        let same =
          rotated == ResamplingTaps(.lanczos, inputs: inputs, outputs: outputs, rotating: false)
        #expect(same, "\(inputs) to \(outputs)")
      }
    }
  }
}
