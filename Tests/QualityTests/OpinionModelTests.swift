import Foundation
import Quality
import TestSupport
import Testing

@Suite struct OpinionModelTests {
  /// The training script wrote what it predicts for made-up features beside the model.
  @Test func predictionEqualsTheTrainingScript() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/opinion_predictions.tsv")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 24)
    for line in lines {
      let numbers = line.split(separator: "\t").compactMap { Double($0) }
      let score = OpinionModel.standard.score(OpinionFeatures(values: Array(numbers.dropFirst())))
      let expected = min(max(numbers[0], 0), 100)
      #expect(abs(try #require(score) - expected) <= 1e-6)
    }
  }

  @Test func aMissingFeatureGivesNoScore() {
    var values = [Double](repeating: 1, count: OpinionFeatures.count)
    #expect(OpinionModel.standard.score(OpinionFeatures(values: values)) != nil)
    values[7] = .nan
    #expect(OpinionModel.standard.score(OpinionFeatures(values: values)) == nil)
  }

  /// On what it was trained on, the model ranks pictures about as people do.
  @Test(.enabled(if: TestData.has("iqa/livec_train_features.csv"), "needs the quality features"))
  func ranksTheTrainingPicturesAsPeopleDo() throws {
    let text = try String(
      contentsOf: TestData.url("iqa/livec_train_features.csv"), encoding: .utf8)
    let rows = text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      line.split(separator: ",").dropFirst().compactMap { Double($0) }
    }
    let found = rows.compactMap {
      OpinionModel.standard.score(OpinionFeatures(values: Array($0.dropLast())))
    }
    #expect(found.count == rows.count)
    #expect(RankCorrelation.spearman(found, rows.map { $0[OpinionFeatures.count] }) > 0.75)
  }

  /// Blur, compression and darkness of one picture lower its score. (Noise need not: the training
  /// pictures hold little of it.)
  @Test(.enabled(if: IQAReference.isThere, "needs the quality references of the test data"))
  func distortionsLowerTheScore() throws {
    func score(_ name: String) throws -> Double {
      let features = try #require(OpinionFeatures(of: IQAReference.picture(name)))
      return try #require(OpinionModel.standard.score(features))
    }
    for name in ["astronaut", "chelsea", "coffee"] {
      let original = try score("\(name).png")
      for distortion in ["blur2", "blur4", "jpeg10", "under"] {
        #expect(try score("\(name)_\(distortion).png") < original, "\(name)_\(distortion)")
      }
    }
  }
}
