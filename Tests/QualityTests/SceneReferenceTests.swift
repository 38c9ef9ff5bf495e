import Core
import Foundation
import Quality
import TestSupport
import Testing

/// The row kernels against the plain definitions, and these against the authors' stages.
@Suite struct SceneReferenceTests {
  /// Alike within `tolerance`, or both not there.
  private func agree(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-9) -> Bool {
    a.count == b.count
      && zip(a, b).allSatisfy { $0.isNaN && $1.isNaN || abs($0 - $1) <= tolerance }
  }

  @Test(arguments: [
    (1, 1), (1, 9), (9, 1), (2, 2), (3, 5), (4, 4), (5, 3), (6, 7), (7, 8), (8, 9), (17, 33),
    (64, 1), (97, 41), (511, 6), (513, 9), (520, 11), (10, 12), (31, 9), (63, 10), (65, 10),
    (128, 5),
    (129, 16), (333, 257), (1000, 3), (2, 900),
  ])
  func brisqueOfEverySizeEqualsItsDefinition(width: Int, height: Int) {
    let image = DrawnPicture.image(
      seed: UInt64(width * 1000 + height), width: width, height: height)
    let fast = BrisqueFeatures(of: image).values
    #expect(agree(fast, BrisqueFeatures.reference(of: image).values), "\(fast)")
  }

  @Test(arguments: [(95, 200), (96, 96), (193, 99), (250, 210), (200, 288)])
  func niqeOfEverySizeEqualsItsDefinition(width: Int, height: Int) {
    let image = DrawnPicture.image(
      seed: UInt64(width * 1000 + height), width: width, height: height)
    let (fast, plain) = (NiqeFeatures(of: image), NiqeFeatures.reference(of: image))
    #expect(fast.blocks.count == plain.blocks.count)
    for (a, b) in zip(fast.blocks, plain.blocks) { #expect(agree(a, b)) }
    #expect(agree(fast.sharpness, plain.sharpness))
  }

  /// The pseudo-inverse leaves out directions in which neither model spreads.
  @Test func distancesIgnoreDirectionsWithoutSpread() throws {
    let dimension = NaturalnessModel.dimension
    func model(mean: [Double], last: Double) -> NaturalnessModel {
      var covariance = [Double](repeating: 0, count: dimension * dimension)
      for place in 0..<dimension { covariance[place * dimension + place] = 4 }
      covariance[dimension * dimension - 1] = last
      return NaturalnessModel(mean: mean, covariance: covariance)
    }
    let origin = [Double](repeating: 0, count: dimension)
    var moved = origin
    moved[0] = 6
    moved[dimension - 1] = 8
    let whole = model(mean: origin, last: 4).distance(to: model(mean: moved, last: 4))
    #expect(abs(try #require(whole) - 5) < 1e-12)
    let flat = model(mean: origin, last: 0).distance(to: model(mean: moved, last: 0))
    #expect(abs(try #require(flat) - 3) < 1e-12)
  }

  @Test func aFlatPictureHasNoFit() {
    let image = RGBImage(
      width: 200, height: 100, samples: [UInt8](repeating: 77, count: 3 * 200 * 100))
    let features = NiqeFeatures(of: image)
    #expect(features.blocks.allSatisfy { $0[0] == 0.2 && $0[1].isNaN })
    #expect(NaturalnessModel.standard.score(features) == nil)
  }

  @Test(
    .enabled(if: TestData.has("iqa/steps.json"), "needs the quality references of the test data"))
  func everyStageMeetsTheAuthorsVectors() throws {
    let data = try Data(contentsOf: TestData.url("iqa/steps.json"))
    let steps = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    func vector(_ name: String) throws -> [Double] { try #require(steps[name] as? [Double]) }
    let image = try IQAReference.picture(try #require(steps["image"] as? String))
    let gray = ScenePlane(gray: image)
    #expect(agree(Array(gray.samples.prefix(8)), try vector("gray_0_0..7"), 0))
    let half = gray.halved
    #expect([half.width, half.height] == (steps["half_size_wh"] as? [Int]))
    #expect(agree(Array(half.samples.prefix(8)), try vector("half_0_0..7")))
    #expect(agree(Array(half.samples.suffix(8)), try vector("half_last_row_last8")))
    let (mscn, deviation) = gray.normalised(replicating: false)
    #expect(agree(Array(mscn.samples.prefix(8)), try vector("mscn_zero_pad_0_0..7")))
    #expect(agree(Array(deviation.samples.prefix(8)), try vector("sigma_0_0..7")))
    let count = Double(mscn.samples.count)
    let meanSquare = mscn.samples.reduce(0) { $0 + $1 * $1 } / count
    #expect(abs(meanSquare - (steps["mscn_mean_sq"] as? Double ?? 0)) < 1e-12)
    let meanAbsolute = mscn.samples.reduce(0) { $0 + abs($1) } / count
    #expect(abs(meanAbsolute - (steps["mscn_mean_abs"] as? Double ?? 0)) < 1e-12)
    let smaller = half.normalised(replicating: false).mscn.samples
    let smallSquare = smaller.reduce(0) { $0 + $1 * $1 } / Double(smaller.count)
    #expect(abs(smallSquare - (steps["half_mscn_mean_sq"] as? Double ?? 0)) < 1e-12)
    #expect(agree(BrisqueFeatures(of: image).values, try vector("brisque_features")))
    try scoresMeet(steps, image)
  }

  private func scoresMeet(_ steps: [String: Any], _ image: RGBImage) throws {
    // The authors number blocks down the columns.
    let columns = try #require(steps["niqe_block_features_col_major"] as? [[Double]])
    let features = NiqeFeatures(of: image)
    let (across, down) = (image.width / 96, image.height / 96)
    for (index, expected) in columns.enumerated() {
      let block = features.blocks[index % down * across + index / down]
      #expect(agree(block, expected), "block \(index)")
    }
    let folder = FilePath(TestData.url("iqa/models").path)
    let brisque = try BrisqueModel(folder: folder).score(BrisqueFeatures(of: image))
    #expect(abs((brisque ?? .nan) - (steps["brisque"] as? Double ?? 0)) < 1e-6)
    let niqe = try NaturalnessModel(folder: folder).score(features)
    #expect(abs((niqe ?? .nan) - (steps["niqe"] as? Double ?? 0)) < 1e-6)
  }
}
