import Catalogue
import Core
import TestSupport
import Testing

@testable import Query

/// The SQL of filters against what they mean.
@Suite struct FilterParityTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func sqlFindsWhatTheReferenceFinds(seed: UInt64) throws {
    let library = try RandomLibrary(count: 150, seed: seed)
    let reader = library.catalogue.reader()
    let present = try reader.presentRows()
    #expect(library.records.count > 100 && library.records.count < 150)
    var random = SeededGenerator(seed: seed &* 1_000)
    var telling = 0
    for _ in 0..<2_000 {
      let filter = RandomFilter.filter(3, &random)
      let found = try reader.images(where: FilterSQL(owner: .local).condition(filter))
        .intersection(present)
      let expected = RowSet(
        library.records.filter(filter.matches).map(\.image.id.rawValue))
      #expect(found == expected, "\(filter)")
      if found != expected { return }
      if !expected.isEmpty, expected != present { telling += 1 }
    }
    // A test of filters that hold for everything or nothing would say little.
    #expect(telling > 400)
  }

  @Test func everyFieldFindsSomethingAndNotEverything() throws {
    let library = try RandomLibrary(count: 150, seed: 9)
    var random = SeededGenerator(seed: 10)
    for field in FilterField.allCases where field != .owner {
      var isTelling = false
      for _ in 0..<400 where !isTelling {
        let filter = RandomFilter.filter(0, &random)
        guard case .field(field, _) = filter else {
          continue
        }
        let count = library.records.count(where: filter.matches)
        isTelling = count > 0 && count < library.records.count
      }
      // Some fields come up seldom in 400 draws; ask until they do.
      var draws = 0
      while !isTelling, draws < 40_000 {
        draws += 1
        let filter = RandomFilter.filter(0, &random)
        guard case .field(field, _) = filter else { continue }
        let count = library.records.count(where: filter.matches)
        isTelling = count > 0 && count < library.records.count
      }
      let isAlwaysTheSame = [.imageID, .sha256].contains(field)
      #expect(isTelling || isAlwaysTheSame, "\(field)")
    }
  }

  @Test func otherOwnersAreNeverFound() throws {
    let library = try RandomLibrary(count: 20, seed: 4)
    let own = try library.catalogue.reader().images(
      where: FilterSQL(owner: .local).condition(.all([])))
    let others = try library.catalogue.reader(owner: "somebody else").images(
      where: FilterSQL(owner: "somebody else").condition(.all([])))
    #expect(own.count == 20 && others.count == 20)
    #expect(own.intersection(others).isEmpty)
  }

  @Test func namesThatAreNoTextAreFilteredByTheirBytes() throws {
    let library = try RandomLibrary(count: 1, seed: 5)
    let path = FilePath(bytes: Array("/photos/caf".utf8) + [0xE9] + Array(".jpg".utf8))
    let image = try library.catalogue.writer().transaction { transaction in
      let image = try #require(try transaction.image(with: library.allDigest()))
      try transaction.putFile(
        path, identity: FileIdentity(device: 1, inode: 1, size: 1, modified: 1), image: image)
      return image
    }
    let reader = library.catalogue.reader()
    for filter: Filter in [
      .field(.path, .equal(.path(path))), .field(.name, .like("caf%.jpg")),
      .field(.path, .equal(.path(path.lastComponent))),
    ] {
      let found = try reader.images(where: FilterSQL(owner: .local).condition(filter))
      #expect(found == RowSet([image.rawValue]), "\(filter)")
    }
  }
}

extension RandomLibrary {
  /// The content of the first picture.
  func allDigest() throws -> SHA256Digest {
    try catalogue.reader().imageColumns().sha256[0]
  }
}
