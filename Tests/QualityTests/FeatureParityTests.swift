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
    var worst = (brisque: 0.0, niqe: 0.0)
    for image in reference.images {
      let picture = try IQAReference.picture(image)
      #expect(Double(picture.width) == reference.value(image, "width"))
      let brisque = BrisqueFeatures(of: picture).values
      for (index, value) in brisque.enumerated() {
        let error = abs(value - reference.value(image, "b\(index + 1)"))
        worst.brisque = max(worst.brisque, error)
        #expect(error <= Self.tolerance, "\(image): b\(index + 1) is \(value)")
      }
      for (index, value) in NiqeFeatures(of: picture).means.enumerated() {
        let expected = reference.value(image, "niqe_mean\(index + 1)")
        let error = abs(value - expected)
        worst.niqe = max(worst.niqe, error)
        #expect(error <= Self.tolerance, "\(image): niqe_mean\(index + 1) is \(value), not \(expected)")
      }
    }
    print("worst", worst)
  }
}
