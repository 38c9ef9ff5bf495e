import Catalogue
import Core
import TestSupport
import Testing

@Suite struct PictureQualityTests {
  private static func quality(_ score: Double?, brisque: String? = nil) -> PictureQuality {
    PictureQuality(
      score: score, opinion: 61.5, opinionModel: "opinion", brisque: brisque.map { _ in 12.25 },
      brisqueModel: brisque, naturalness: nil, naturalnessModel: "natural", exposure: 0.75,
      sharpness: 0.5, noise: 2, clipped: 0.125, colourfulness: 30,
      notes: ["No NIQE: not applicable, because it is small."],
      issues: [
        .init(
          kind: "dark", score: 0.25, threshold: 0.32, value: 0.25, isFound: true, reason: "Dark."),
        .init(
          kind: "blurry", score: nil, threshold: 0.5, value: 0, isFound: false, reason: "Small."),
      ])
  }

  private static let signal = SignalRecord(.quality, version: 1)

  @Test func whatWasPutIsReadAndReplaced() throws {
    let folder = try TemporaryFolder()
    let catalogue = try Catalogue(at: folder.path.appending("library"))
    let (first, second) = try catalogue.writer().transaction { transaction in
      (
        try transaction.put(1, at: "/photos/1.jpg").image,
        try transaction.put(2, at: "/photos/2.jpg").image
      )
    }
    let reader = catalogue.reader()
    #expect(try reader.quality(of: first) == nil)
    #expect(try reader.imagesLacking(.quality, version: 1) == [first, second])
    try catalogue.writer().transaction {
      try $0.putQuality(Self.quality(0.5), signal: Self.signal, of: first)
    }
    #expect(try reader.quality(of: first) == Self.quality(0.5))
    #expect(try reader.image(first)?.payload.qualityScore == 0.5)
    #expect(try reader.imagesLacking(.quality, version: 1) == [second])
    #expect(try reader.imagesLacking(.quality, version: 2) == [first, second])
    #expect(try reader.imagesJudged(byOtherThan: nil, "natural", "opinion").isEmpty)
    #expect(try reader.imagesJudged(byOtherThan: "live", "natural", "opinion") == [first])
    #expect(try reader.imagesJudged(byOtherThan: nil, "other", "opinion") == [first])
    try catalogue.writer().transaction {
      try $0.putQuality(Self.quality(nil, brisque: "live"), signal: Self.signal, of: first)
    }
    #expect(try reader.qualities() == [first: Self.quality(nil, brisque: "live")])
    #expect(try reader.image(first)?.payload.qualityScore == nil)
    #expect(try reader.imagesJudged(byOtherThan: "live", "natural", "opinion").isEmpty)
    #expect(try catalogue.reader(owner: Owner("other")).qualities().isEmpty)
    var lines: [String] = []
    try reader.forEachDumpLine { lines.append($0) }
    #expect(lines[0].contains(#""quality_issues":["dark"]"#))
  }
}
