import Core
import Foundation
import Quality
import TestSupport
import Testing

@Suite struct QualityReportTests {
  private let assessor = QualityAssessor()

  /// Every number of a report is a number, and scores keep their range.
  private func check(_ report: QualityReport, _ what: String) {
    for value in [report.score, report.opinion, report.naturalness, report.brisque] {
      if let value { #expect(value.isFinite, "\(what)") }
    }
    if let score = report.score { #expect((0...1).contains(score), "\(what)") }
    if let opinion = report.opinion { #expect((0...100).contains(opinion), "\(what)") }
    for issue in report.issues {
      #expect(issue.value.isFinite, "\(what): \(issue.kind)")
      #expect(issue.score.map { (0...1).contains($0) } ?? true, "\(what): \(issue.kind)")
      #expect(!issue.reason.isEmpty && !issue.reason.contains("no number"), "\(issue.reason)")
    }
    if report.opinion == nil { #expect(!report.notes.isEmpty, "\(what)") }
  }

  private func plain(_ width: Int, _ height: Int, _ value: UInt8) -> RGBImage {
    RGBImage(
      width: width, height: height,
      samples: [UInt8](repeating: value, count: 3 * width * height))
  }

  @Test(arguments: [
    (1, 1), (1, 10_000), (10_000, 1), (2, 3), (7, 7), (95, 400), (96, 96), (127, 127), (128, 128),
    (121, 4000), (3000, 130), (257, 333),
  ])
  func everySizeGivesAReport(width: Int, height: Int) {
    check(
      assessor.report(on: DrawnPicture.image(seed: 3, width: width, height: height)), "drawn")
    for value: UInt8 in [0, 128, 255] {
      check(assessor.report(on: plain(width, height, value)), "plain \(value)")
    }
  }

  @Test func aBlackPictureIsDarkAndHasNoOpinion() {
    let report = assessor.report(on: plain(300, 300, 0))
    let found = Set(report.found.map(\.kind))
    #expect(found.isSuperset(of: [.dark, .lowInformation, .clipped, .grayscale]))
    #expect(!found.contains(.blurry))
    #expect(report.opinion == nil)
    #expect(report.notes.contains { $0.contains("not applicable, because the picture is flat") })
    #expect(report.score.map { $0 < 0.3 } ?? false)
  }

  @Test func aWhitePictureIsLight() {
    let found = assessor.report(on: plain(300, 300, 255)).found.map(\.kind)
    #expect(found.contains(.light) && !found.contains(.dark))
  }

  @Test func noPixelsGiveNoScore() {
    let report = assessor.report(on: RGBImage(width: 0, height: 5, samples: []))
    #expect(report.score == nil && report.notes.count == 1)
  }

  @Test func largePicturesAreReduced() {
    let image = DrawnPicture.image(seed: 5, width: 2101, height: 1003)
    let reduced = QualityAssessor.reduced(image)
    #expect((reduced.width, reduced.height) == (1050, 501))
    // One cell by hand.
    var sum = 0
    for (x, y) in [(20, 40), (21, 40), (20, 41), (21, 41)] {
      sum += Int(image.samples[3 * (y * image.width + x)])
    }
    #expect(Int(reduced.samples[3 * (20 * reduced.width + 10)]) == (sum + 2) / 4)
    #expect(QualityAssessor.reduced(reduced) == reduced)
  }

  @Test func thresholdsAndWeightsCanBeSet() {
    let image = DrawnPicture.image(seed: 9, width: 300, height: 200)
    var strict = assessor
    strict.thresholds[.oddAspectRatio] = 0.9
    #expect(strict.report(on: image).found.contains { $0.kind == .oddAspectRatio })
    var opinionOnly = assessor
    opinionOnly.weights.sharpness = 0
    opinionOnly.weights.exposure = 0
    opinionOnly.weights.noise = 0
    opinionOnly.weights.compression = 0
    let report = opinionOnly.report(on: image)
    #expect(abs((report.score ?? 0) - (report.opinion ?? 0) / 100) < 1e-12)
  }

  @Test func fittedThresholdsNameOnlyOutliers() {
    let scores = (0..<100).map { 0.8 + 0.001 * Double($0) }
    let fitted = QualityThresholds.standard.fitted(to: [.blurry: scores, .dark: [0.1]])
    #expect(abs(fitted[.blurry] - (0.82475 - 3 * 0.0495)) < 1e-9)
    #expect(fitted[.dark] == QualityThresholds.standard[.dark])
  }

  @Test func oddSizesLieBeyondTheFences() throws {
    let usual = (0..<40).map { (width: 400 + $0, height: 400 + $0) }
    let odd = try #require(OddSize(sizes: usual))
    #expect(odd.issue(width: 420, height: 420).isFound == false)
    #expect(odd.issue(width: 3000, height: 3000).isFound)
    #expect(odd.issue(width: 20, height: 20).isFound)
    #expect(abs(odd.score(width: 1, height: 1) - 0) < 0.5)
    #expect(OddSize(sizes: []) == nil)
    let same = try #require(OddSize(sizes: [(5, 5), (5, 5)]))
    #expect(same.score(width: 5, height: 5) == 1)
  }

  /// The gates of the issues that CleanVision shares, on its own pictures.
  @Test(.enabled(if: IQAReference.isThere, "needs the quality references of the test data"))
  func sharedIssuesHaveCleanVisionsScoresAndFlags() throws {
    let reference = try IQAReference("cleanvision_reference")
    let shared: [(QualityIssue.Kind, String)] = [
      (.dark, "dark"), (.light, "light"), (.oddAspectRatio, "odd_aspect_ratio"),
      (.lowInformation, "low_information"),
    ]
    for image in reference.images {
      let report = try assessor.report(on: IQAReference.picture(image))
      check(report, image)
      for (kind, name) in shared {
        let issue = try #require(report.issues.first { $0.kind == kind })
        let expected = reference.value(image, "\(name)_score")
        #expect(abs((issue.score ?? .nan) - expected) <= 1e-3, "\(image): \(name)")
        #expect(
          issue.isFound == (reference.text(image, "is_\(name)") == "True"), "\(image): \(name)")
      }
    }
  }

  @Test(.enabled(if: TestData.has("photos/coco256"), "needs the photographs of the test data"))
  func blurIsToldFromSharpness() throws {
    let files = TestData.files(under: "photos/coco256", extensions: ["jpg"])
    var (sharp, blurred): ([Double], [Double]) = ([], [])
    for file in stride(from: 0, to: files.count, by: 12).map({ files[$0] }) {
      let image = try IQAReference.decoded(file)
      guard let detail = SurfaceMeasures(of: image).sharpness else { continue }
      sharp.append(detail)
      let soft = GaussianBlur.applied(to: image, sigma: 2)
      blurred.append(try #require(SurfaceMeasures(of: soft).sharpness))
    }
    #expect(sharp.count >= 10)
    #expect(AreaUnderCurve.of(sharp, above: blurred) >= 0.99)
  }
}
