import Core
import Foundation
import Quality
import TestSupport
import Testing

/// Scores with the authors' parameters against their own MATLAB code, run under Octave.
@Suite(.enabled(if: IQAReference.isThere, "needs the quality references of the test data"))
struct ScoreParityTests {
  private static let folder = FilePath(TestData.url("iqa/models").path)

  @Test func brisqueAgreesWhereThePictureIsNotFlat() throws {
    let model = try BrisqueModel(folder: Self.folder)
    try compare("brisque:LIVE_matlab_code_octave", snapped: "brisque", tolerance: 0.02) {
      model.score(BrisqueFeatures(of: $0))
    }
  }

  @Test func niqeAgreesWhereThePictureIsNotFlat() throws {
    let model = try NaturalnessModel(folder: Self.folder)
    try compare("niqe:LIVE_matlab_code_octave", snapped: "niqe", tolerance: 0.002) {
      model.score(NiqeFeatures(of: $0))
    }
  }

  /// `snapped` is the same code with our rule for flat regions: equal everywhere.
  private func compare(
    _ column: String, snapped: String, tolerance: Double, _ score: (RGBImage) -> Double?
  ) throws {
    let scores = try IQAReference("reference")
    let features = try IQAReference("features_ref_snap")
    var compared = 0
    for image in features.images {
      let value = try score(IQAReference.picture(image))
      let same = features.value(image, snapped)
      if let value { #expect(abs(value - same) <= 1e-3, "\(image): \(value), not \(same)") }
      guard features.value(image, "flat7_frac") <= 0.0005 else { continue }
      let expected = scores.value(image, column)
      guard expected.isFinite else { continue }
      let found = try #require(value)
      compared += 1
      #expect(abs(found - expected) <= tolerance, "\(image): \(found), not \(expected)")
    }
    #expect(compared == 24)
  }

  @Test func aMissingOrDamagedModelSaysSo() throws {
    let folder = try TemporaryFolder()
    #expect { try BrisqueModel(folder: folder.path) } throws: {
      ($0 as? Fault)?.code == "model.missing"
    }
    try folder.write(Array("1,2,nan".utf8), to: "niqe_mu.csv")
    try folder.write(Array("".utf8), to: "niqe_cov.csv")
    #expect { try NaturalnessModel(folder: folder.path) } throws: {
      ($0 as? Fault)?.code == "model.damaged"
    }
    try folder.write(Array("svm_type c_svc\nSV\n".utf8), to: "allmodel")
    try folder.write(Array("x\n-1 1\n".utf8), to: "allrange")
    #expect { try BrisqueModel(folder: folder.path) } throws: {
      ($0 as? Fault)?.code == "model.damaged"
    }
  }
}
