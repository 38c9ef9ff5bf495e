import Core
import Engine
import Query
import TestSupport
import Testing

/// Pictures that were planted among others, by their vectors.
@Suite struct AnomalyTests {
  private static let space = VectorSpace(name: "planted-1", dimension: 8)
  private let folder: TemporaryFolder
  private let library: Library
  /// By the number of the picture: 0…29 in `birds`, 30…59 in `cars`, 60…63 in `few`.
  private let images: [ImageID]
  private let directions: [[Float]]

  init() throws {
    folder = try TemporaryFolder()
    for number in 0..<64 {
      let album = number < 30 ? "birds" : number < 60 ? "cars" : "few"
      try folder.write(
        DrawnPicture.bitmap(seed: UInt64(number), width: 16, height: 12),
        to: "pictures/\(album)/\(number).bmp")
    }
    library = try Library(at: folder.path.appending("library"))
    try library.index([folder.path.appending("pictures")])
    let reader = library.reader
    let place = folder.path.appending("pictures")
    images = try (0..<64).map { number in
      let album = number < 30 ? "birds" : number < 60 ? "cars" : "few"
      let path = place.appending(album).appending("\(number).bmp")
      return try #require(try reader.file(at: path)?.image)
    }
    var random = SeededGenerator(seed: 3)
    func noise(_ size: Float) -> Float { Float.random(in: -size...size, using: &random) }
    directions = (0..<64).map { number in
      switch number {
      // A bird among cars.
      case 40: [1, 0, 0, 0, 0, 0, 0, 0].map { $0 + noise(0.1) }
      // Unlike all.
      case 7: [0, 0, 0, 0, 0, 0, 0, 1]
      case 0..<30, 60...: [1, 0, 0, 0, 0, 0, 0, 0].map { $0 + noise(0.1) }
      default: [0, 1, 0, 0, 0, 0, 0, 0].map { $0 + noise(0.1) }
      }
    }
    try library.writer.transaction { transaction in
      for (image, vector) in zip(images, directions) {
        try transaction.putEmbedding(
          PictureEmbedding(
            EmbeddingSpace(Self.space, origin: .model(name: "planted", version: "1")), vector),
          of: image)
      }
    }
  }

  private func listed(_ query: AnomalyQuery, limit: Int = 100) throws -> [AnomalyListing.Entry] {
    try library.anomalies(query, limit: limit).entries
  }

  @Test func whatIsUnlikeAllIsUnusualByEachMeasure() throws {
    #expect(try library.anomalies(limit: 5).look == nil)
    let look = try library.findAnomalies()
    #expect(look.space == "planted-1" && look.pictureCount == 64)
    for measure in [nil] + AnomalyMeasure.allCases.map(Optional.init) {
      let found = try listed(AnomalyQuery(measure: measure, onlyUnusual: true))
      #expect(found.first?.picture.id == images[7], "\(measure?.rawValue ?? "any")")
      let first = try #require(found.first?.standing)
      #expect(first.isUnusual && first.excess > 3.5 && first.percentile > 98)
      #expect(measure == nil || first.measure == measure)
      #expect(found.count < 10)
    }
    #expect(look.unusualCount == (try listed(AnomalyQuery(onlyUnusual: true))).count)
    let all = try library.anomalies(limit: 10)
    #expect(all.total == 64 && all.entries.count == 10)
    let excesses = all.entries.map(\.standing.excess)
    #expect(excesses == excesses.sorted(by: >))
  }

  @Test func albumsHaveTheirOwnUsualOnes() throws {
    try library.findAnomalies()
    let found = try listed(AnomalyQuery(baseline: .album))
    for entry in found {
      let number = try #require(images.firstIndex(of: entry.picture.id))
      let album = number < 30 ? "birds" : number < 60 ? "cars" : ""
      #expect(entry.standings.map(\.name).allSatisfy { $0.hasSuffix(album) })
      // Too few pictures: judged by the library.
      #expect(number < 60 || entry.standings.allSatisfy { $0.name.isEmpty })
      #expect(entry.standings.count == 3)
    }
    // A bird among cars is nothing special where there are birds, but it is among the cars.
    let isUnusual = { (number: Int, entries: [AnomalyListing.Entry]) in
      entries.contains { $0.picture.id == images[number] && $0.standing.isUnusual }
    }
    #expect(isUnusual(40, found) && isUnusual(7, found) && !isUnusual(41, found))
    #expect(!isUnusual(40, try listed(AnomalyQuery())))
    let sources = try listed(AnomalyQuery(baseline: .source))
    #expect(sources.allSatisfy { $0.standing.name == "" })
  }

  @Test func theEvidenceIsWhatIsUsual() throws {
    try library.findAnomalies()
    let unusual = Set(try listed(AnomalyQuery(onlyUnusual: true)).map(\.picture.id))
    for entry in try listed(AnomalyQuery()) {
      #expect(!entry.normals.isEmpty && entry.normals.count <= 4)
      let cosines = entry.normals.map(\.cosine)
      #expect(cosines == cosines.sorted(by: >))
      #expect(entry.normals.allSatisfy { !unusual.contains($0.picture.id) })
      #expect(!entry.normals.contains { $0.picture.id == entry.picture.id })
    }
    // What a person calls an anomaly is no evidence of what is usual.
    let first = try #require(try listed(AnomalyQuery()).first?.normals.first?.picture)
    try library.keepFeedback(.anomaly, note: nil, on: first.ulid)
    try library.findAnomalies()
    #expect(
      try listed(AnomalyQuery()).allSatisfy { !$0.normals.contains { $0.picture.id == first.id } })
  }

  @Test func filtersAndPagesAndFeedbackHold() throws {
    try library.findAnomalies()
    let birds = try Filter(
      expression: "folder = '\(folder.path.appending("pictures/birds").display)'")
    let page = try library.anomalies(filter: birds, limit: 7)
    #expect(page.total == 30 && page.entries.count == 7)
    let next = try library.anomalies(filter: birds, offset: 7, limit: 100)
    #expect(next.entries.count == 23)
    let ids = Set((page.entries + next.entries).map(\.picture.id))
    #expect(ids == Set(images[..<30]))
    let stray = try #require(try library.reader.ulids(of: [images[7]])[images[7]])
    try library.keepFeedback(.normal, note: nil, on: stray)
    #expect(try library.anomalies(filter: birds, limit: 7).total == 29)
    try library.findAnomalies()
    #expect(try library.anomalies(limit: 100).total == 63)
  }

  @Test func aLibraryThatWasEmptiedHasNone() throws {
    let empty = try Library(at: folder.path.appending("empty"))
    #expect(try empty.findAnomalies().pictureCount == 0)
    let listing = try empty.anomalies(limit: 5)
    #expect(listing.look != nil && listing.total == 0 && listing.entries.isEmpty)
  }
}
