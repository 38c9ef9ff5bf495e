import Catalogue
import Core
import TestSupport
import Testing

@Suite struct ComparisonTests {
  let folder: TemporaryFolder
  let catalogue: Catalogue

  init() throws {
    folder = try TemporaryFolder()
    catalogue = try Catalogue(at: folder.path.appending("library"))
  }

  private func addThree() throws -> [ImageID] {
    try catalogue.writer().transaction { transaction in
      let images = try (0..<3).map { try transaction.put($0, at: FilePath("/\($0).jpg")).image }
      for image in images {
        try transaction.putComparedImage(image, stamp: [UInt8(image.rawValue)])
      }
      for (one, other) in [(0, 1), (0, 2), (1, 2)] {
        try transaction.putKeptComparison(
          KeptComparison(pair: ImagePair(images[one], images[other]), way: [], evidence: [9]))
      }
      try transaction.putKeptComparison(
        KeptComparison(pair: ImagePair(images[0], images[1]), way: [4], evidence: nil))
      return images
    }
  }

  @Test func forgettingAnImageForgetsItsPairs() throws {
    let images = try addThree()
    #expect(try catalogue.reader().keptComparisons().count == 4)
    try catalogue.writer().transaction { try $0.forgetComparisons(of: images[1]) }
    #expect(
      try catalogue.reader().keptComparisons().map(\.pair) == [ImagePair(images[0], images[2])])
    #expect(try Set(catalogue.reader().comparedImages().keys) == [images[0], images[2]])
  }

  @Test func oneWayIsRemovedAlone() throws {
    let images = try addThree()
    let pair = ImagePair(images[0], images[1])
    try catalogue.writer().transaction { try $0.removeKeptComparison(pair, way: [4]) }
    let kept = try catalogue.reader().keptComparisons().filter { $0.pair == pair }
    #expect(kept.map(\.way) == [[]])
  }

  @Test func anotherOwnerSeesNone() throws {
    _ = try addThree()
    let reader = catalogue.reader(owner: Owner("somebody"))
    #expect(try reader.keptComparisons().isEmpty)
    #expect(try reader.comparedImages().isEmpty)
  }
}
