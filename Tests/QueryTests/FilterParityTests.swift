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

  /// The typed tree and Qdrant's form of the same question, down to the rows that SQL finds.
  @Test(arguments: [
    (
      #"{"tags": ["dog", "cat"], "iso": {"gte": 200}}"#,
      #"{"must": [{"key": "tags", "match": {"any": ["dog", "cat"]}}, {"key": "iso", "range": {"gte": 200}}]}"#
    ),
    (
      #"{"or": [{"tags": "dog"}, {"rating": {"exists": false}}], "not": {"or": [{"format": "jpeg"}]}}"#,
      #"{"should": [{"key": "tags", "match": {"value": "dog"}}, {"is_empty": {"key": "rating"}}], "must_not": [{"key": "format", "match": {"value": "jpeg"}}]}"#
    ),
    (
      #"{"tags": {"not_in": ["dog", "beach"]}}"#,
      #"{"must": [{"key": "tags", "match": {"except": ["dog", "beach"]}}]}"#
    ),
    (
      #"{"not": {"rating": null}, "taken": {"gte": "2024-01-01", "lt": "2024-06-01"}}"#,
      #"{"must_not": [{"is_null": {"key": "rating"}}], "must": {"key": "taken", "datetime_range": {"gte": "2024-01-01", "lt": "2024-06-01"}}}"#
    ),
    (
      #"{"latitude": {"lte": 49, "gte": 48}, "longitude": {"gte": 11, "lte": 12}}"#,
      #"{"must": [{"key": "location", "geo_bounding_box": {"top_left": {"lat": 49, "lon": 11}, "bottom_right": {"lat": 48, "lon": 12}}}]}"#
    ),
    (
      #"{"or": [{"and": [{"iso": 100}, {"tags": "cat"}]}, {"near": {"lat": 48.137, "lon": 11.576, "km": 9}}]}"#,
      #"{"should": [{"must": [{"key": "iso", "match": {"value": 100}}, {"key": "tags", "match": {"value": "cat"}}]}, {"key": "location", "geo_radius": {"center": {"lat": 48.137, "lon": 11.576}, "radius": 9000}}]}"#
    ),
    (
      #"{"tags": {"exists": true}, "copies": {"gt": 1}}"#,
      #"{"must": [{"key": "tags", "values_count": {"gt": 0}}, {"key": "path", "values_count": {"gte": 2}}]}"#
    ),
  ])
  func bothFormsFindTheSame(own: String, qdrant: String) throws {
    let library = try RandomLibrary(count: 150, seed: 6)
    let reader = library.catalogue.reader()
    let present = try reader.presentRows()
    let sql = FilterSQL(owner: .local)
    func found(_ text: String) throws -> RowSet {
      try reader.images(where: sql.condition(Filter(json: text))).intersection(present)
    }
    let rows = try found(own)
    #expect(try found(qdrant) == rows)
    #expect(!rows.isEmpty && rows != present, "the question tells nothing apart")
    let filter = try Filter(json: qdrant)
    #expect(rows == RowSet(library.records.filter(filter.matches).map(\.image.id.rawValue)))
  }

  @Test func picturesAreFoundByTheirIDs() throws {
    let library = try RandomLibrary(count: 20, seed: 8)
    let ids = library.records.prefix(3).map { #""\#($0.image.ulid)""# }.joined(separator: ",")
    let filter = try Filter(
      json: #"{"must": [{"has_id": [\#(ids), "01ARZ3NDEKTSV4RRFFQ69G5FAV"]}]}"#)
    let rows = try library.catalogue.reader()
      .images(where: FilterSQL(owner: .local).condition(filter))
    #expect(rows == RowSet(library.records.prefix(3).map(\.image.id.rawValue)))
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
