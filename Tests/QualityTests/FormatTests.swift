import Core
import Decoding
import Foundation
import Quality
import TestSupport
import Testing

/// Pictures of every kind (16 bits, CMYK, alpha, animated, one pixel high) give a report without a
/// number that is none.
@Suite(.enabled(if: TestData.has("formats"), "needs the format samples of the test data"))
struct FormatTests {
  @Test(arguments: [
    ("formats/pngsuite", 3), ("formats/libvips", 3), ("neardup/pdq/misc-images/modes", 1),
  ])
  func everyDecodablePictureGivesAReport(folder: String, step: Int) throws {
    var limits = DecodeLimits.standard
    limits.maximumPixels = 2_000_000
    let decoder = try PictureDecoder(limits: limits)
    var judged = 0
    for (index, file) in TestData.files(under: folder).enumerated() where index % step == 0 {
      let bytes = [UInt8](try Data(contentsOf: file))
      // What does not decode is the decoder's to say.
      guard let image = try? bytes.withUnsafeBytes({ try decoder.decode($0).image }) else {
        continue
      }
      let report = QualityAssessor().report(on: image)
      judged += 1
      #expect(report.score.map { (0...1).contains($0) } ?? !report.notes.isEmpty, "\(file.path)")
      #expect(report.opinion.map { (0...100).contains($0) } ?? !report.notes.isEmpty)
      #expect(report.naturalness?.isFinite ?? true)
      for issue in report.issues {
        #expect(issue.value.isFinite && issue.score?.isNaN != true, "\(file.path): \(issue)")
      }
    }
    #expect(judged >= 3, "\(folder)")
  }
}
