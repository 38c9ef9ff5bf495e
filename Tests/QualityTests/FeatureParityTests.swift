import Core
import Foundation
import Quality
import TestSupport
import Testing

/// The features of BRISQUE and NIQE against those of the authors' code (with the rule for flat
/// regions), on every picture of the test data.
@Suite(.enabled(if: IQAReference.isThere, "needs the quality references of the test data"))
struct FeatureParityTests {
  private static let tolerance = 1e-3

  @Test func everyFeatureOfEveryPictureAgrees() throws {
    let reference = try IQAReference("features_ref_snap")
    for image in reference.images {
      let picture = try IQAReference.picture(image)
      #expect(Double(picture.width) == reference.value(image, "width"))
      let brisque = BrisqueFeatures(of: picture).values
      for (index, value) in brisque.enumerated() {
        let expected = reference.value(image, "b\(index + 1)")
        let error = abs(value - expected)
        #expect(error <= Self.tolerance, "\(image): b\(index + 1) is \(value), not \(expected)")
      }
      for (index, value) in NiqeFeatures(of: picture).means.enumerated() {
        let expected = reference.value(image, "niqe_mean\(index + 1)")
        let error = abs(value - expected)
        #expect(
          error <= Self.tolerance, "\(image): niqe_mean\(index + 1) is \(value), not \(expected)")
      }
    }
  }
}
