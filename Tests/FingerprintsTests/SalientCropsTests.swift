import Core
import Foundation
import TestSupport
import Testing

@testable import Fingerprints

@Suite struct SalientCropsTests {
  /// Grey noise with one bright figure in it.
  private static func scene(
    width: Int, height: Int, figure: (x: Int, y: Int, side: Int), seed: UInt64 = 1
  ) -> RGBImage {
    var random = SeededGenerator(seed: seed)
    var samples: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        let isInside =
          (figure.x..<figure.x + figure.side).contains(x)
          && (figure.y..<figure.y + figure.side).contains(y)
        let stripe = isInside && (x + y) / 6 % 2 == 0
        let grey = UInt8((stripe ? 220 : 120) + Int(random.next() % 5))
        samples += [grey, grey, grey]
      }
    }
    return RGBImage(width: width, height: height, samples: samples)
  }

  /// The transform, by its definition.
  @Test func theTransformIsTheFourierTransform() {
    let side = 8
    var random = SeededGenerator(seed: 3)
    let input = (0..<side * side).map { _ in Double.random(in: -1...1, using: &random) }
    var (real, imaginary) = (input, [Double](repeating: 0, count: side * side))
    FourierGrid.transform(&real, &imaginary, side: side)
    for row in 0..<side {
      for column in 0..<side {
        var sum = (real: 0.0, imaginary: 0.0)
        for place in input.indices {
          let angle =
            -2 * Double.pi * Double(row * (place / side) + column * (place % side)) / Double(side)
          sum.real += input[place] * cos(angle)
          sum.imaginary += input[place] * sin(angle)
        }
        #expect(abs(sum.real - real[row * side + column]) < 1e-9)
        #expect(abs(sum.imaginary - imaginary[row * side + column]) < 1e-9)
      }
    }
  }

  @Test(arguments: [(30, 30), (250, 20), (40, 150), (230, 160)])
  func theFirstCropShowsWhatStandsOut(x: Int, y: Int) throws {
    let image = Self.scene(width: 320, height: 240, figure: (x, y, 50))
    let box = try #require(SalientCrops.boxes(of: image, count: 1).first)
    let (left, top) = (box.left * 320, box.top * 240)
    #expect(abs(box.width * 320 - 120) < 1e-6 && abs(box.height * 240 - 120) < 1e-6)
    // The whole figure, to a cell of the grid.
    #expect(left <= Double(x) + 5 && left + 120 >= Double(x + 50) - 5, "\(left)")
    #expect(top <= Double(y) + 4 && top + 120 >= Double(y + 50) - 4, "\(top)")
  }

  @Test func boxesLieInsideAndShowDifferentParts() {
    for seed in 0..<20 as Range<UInt64> {
      let (width, height) = (200 + Int(seed) * 17, 200 + Int(seed * 31 % 160))
      let image = DrawnPicture.image(seed: seed, width: width, height: height)
      let boxes = SalientCrops.boxes(of: image, count: 6)
      #expect(boxes.count <= 6 && boxes == SalientCrops.boxes(of: image, count: 6))
      #expect(Array(boxes.prefix(3)) == SalientCrops.boxes(of: image, count: 3))
      for (place, box) in boxes.enumerated() {
        let part = image.part(box)
        let half = min(width, height) / 2
        #expect(abs(part.width - half) <= 1 && abs(part.height - half) <= 1)
        #expect(!boxes[..<place].contains(box))
      }
    }
  }

  @Test func plainAndSmallPicturesHaveNoParts() {
    let plain = RGBImage(
      width: 300, height: 200, samples: [UInt8](repeating: 77, count: 3 * 300 * 200))
    #expect(SalientCrops.boxes(of: plain, count: 4).isEmpty)
    #expect(SalienceMap(of: plain).values.allSatisfy { $0 == 0 })
    let small = DrawnPicture.image(seed: 4, width: 300, height: 63)
    #expect(SalientCrops.boxes(of: small, count: 4).isEmpty)
    let image = DrawnPicture.image(seed: 4, width: 300, height: 64)
    #expect(!SalientCrops.boxes(of: image, count: 4).isEmpty)
    #expect(SalientCrops.boxes(of: image, count: 0).isEmpty)
  }

  @Test func aMapIsAShareOfEachCell() {
    for seed in 0..<5 as Range<UInt64> {
      let map = SalienceMap(of: DrawnPicture.image(seed: seed, width: 150, height: 90))
      #expect(map.values.allSatisfy { $0 >= 0 })
      #expect(abs(map.values.reduce(0, +) - 1) < 1e-3)
    }
  }

  @Test func aPartIsThosePixels() {
    let image = DrawnPicture.image(seed: 8, width: 40, height: 30)
    let part = image.part(PictureBox(left: 0.25, top: 0.5, width: 0.5, height: 0.5))
    #expect(part.width == 20 && part.height == 15)
    for y in 0..<15 {
      for x in 0..<20 {
        for channel in 0..<3 {
          #expect(
            part.samples[3 * (20 * y + x) + channel]
              == image.samples[3 * (40 * (y + 15) + x + 10) + channel])
        }
      }
    }
    #expect(image.part(.whole) == image)
  }
}
