import Catalogue
import Core
import Foundation
import Store
import TestSupport

@testable import Query

/// A catalogue of pictures that never were, with every field now and then without a value.
struct RandomLibrary {
  let folder: TemporaryFolder
  let catalogue: Catalogue
  /// What filters should see of every picture of the local owner that has a present file.
  private(set) var records: [FilterRecord] = []

  static let tags = ["dog", "Dog show", "cat", "größe", "50% off", "a_b", "beach"]
  static let marks = ["cropped", "done"]
  static let folders: [FilePath] = ["/photos", "/photos/2024", "/photos/2024/May", "/photos2", "/"]

  init(count: Int, seed: UInt64) throws {
    folder = try TemporaryFolder()
    catalogue = try Catalogue(at: folder.path.appending("library"))
    var random = SeededGenerator(seed: seed)
    for owner: Owner in [.local, "somebody else"] {
      try catalogue.writer(owner: owner).transaction { transaction in
        for number in 0..<count { try Self.put(number, into: transaction, &random) }
      }
    }
    try setPayload(&random)
    records = try Self.records(of: catalogue)
  }

  private static func put(
    _ number: Int, into transaction: CatalogueTransaction, _ random: inout SeededGenerator
  ) throws {
    let image = try transaction.putImage(
      record(number, &random), luma: LumaPlane(width: 1, height: 1, samples: [0]),
      signals: [], source: PictureSource.allCases.randomElement(using: &random)!)
    try transaction.putTags(
      tags.shuffled(using: &random).prefix(Int.random(in: 0...3, using: &random)).map(\.self),
      source: .person, of: image)
    for copy in 0..<Int.random(in: 1...3, using: &random) {
      let folder = folders.randomElement(using: &random)!
      let path = folder.appending(
        "IMG_\(number)_\(copy).\(Bool.random(using: &random) ? "jpg" : "PNG")")
      let identity = FileIdentity(
        device: 1, inode: UInt64(number * 8 + copy), size: Int64(number),
        modified: Int64.random(in: 1_600_000_000...1_700_000_000, using: &random) * 1_000_000_000)
      let file = try transaction.putFile(path, identity: identity, image: image)
      try transaction.setMarks(
        marks.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }, of: file)
      if Int.random(in: 0..<6, using: &random) == 0 { try transaction.markMissing([file]) }
    }
  }

  private static func record(_ number: Int, _ random: inout SeededGenerator) -> PictureRecord {
    func maybe<Value>(_ value: Value) -> Value? { Bool.random(using: &random) ? value : nil }
    func pick<Value>(_ values: [Value]) -> Value { values.randomElement(using: &random)! }
    var metadata = PictureMetadata()
    metadata.cameraMake = maybe(pick(["Canon", "NIKON", "Apple", ""]))
    metadata.cameraModel = maybe(pick(["Canon EOS 5D", "D70", "iPhone 15", "canon x"]))
    metadata.lensModel = maybe(pick(["EF50mm f/1.8", "24-70"]))
    metadata.software = maybe("GIMP")
    metadata.exposureTime = maybe(pick([1.0 / 250, 0.5, 30, 1.0 / 60]))
    metadata.fNumber = maybe(pick([1.8, 2.8, 4, 5.6]))
    metadata.iso = maybe(pick([100, 200, 800, 6400]))
    metadata.focalLength = maybe(pick([24, 50, 85.5]))
    metadata.takenLocal = maybe(
      pick([
        "2023-12-31T23:59:59", "2024-02-29T00:00:00", "2024-05-01T12:34:56",
        "2024-05-01T12:34:56.5", "2024-05-31T23:59:59.999", "2024-06-01T00:00:00",
        "2025-01-01T00:00:00",
      ]))
    if let place = maybe(
      pick([(48.137, 11.576), (48.2, 11.6), (-33.86, 151.2), (0, 180), (0, -179.9)]))
    {
      metadata.latitude = place.0
      metadata.longitude = maybe(place.1)
    }
    metadata.altitude = maybe(519)
    metadata.orientation = pick([1, 3, 6, 8])
    metadata.rating = maybe(pick([-1, 0, 3, 5]))
    metadata.title = maybe(pick(["Summer", "winter 100%", "Ärger"]))
    metadata.caption = maybe("A red bus")
    return PictureRecord(
      sha256: SHA256Digest(words: random.next(), random.next(), random.next(), random.next()),
      byteSize: pick([1_000, 2_048, 5_000_000]), format: pick(PictureFormat.allCases),
      width: pick([640, 1_000, 4_000]), height: pick([480, 1_000, 3_000]),
      frameCount: pick([1, 1, 12]), hasAlpha: Bool.random(using: &random), bitsPerSample: 8,
      hashes: PictureHashes(
        average: Hash64(bits: 0), difference: Hash64(bits: 0),
        perceptual: Hash64(bits: pick([1, .max, 0x8000_0000_0000_0000])),
        pdq: Hash256(a: 0, b: 0, c: 0, d: 0), pdqQuality: 1, dct: Hash256(a: 0, b: 0, c: 0, d: 0),
        texture: 1), metadata: metadata)
  }

  /// Fields that are set by parts of the program which do not exist yet, or run elsewhere.
  private func setPayload(_ random: inout SeededGenerator) throws {
    let migrations = (1...99).map { Migration($0, "none") { _ in } }
    let database = try Database(
      at: folder.path.appending("library/catalogue.sqlite"),
      schema: Schema(applicationID: 0x5365_6D62, migrations: migrations))
    try database.write { connection in
      for id in try connection.rows("SELECT id FROM images", [], { $0.integer(0) }) {
        try connection.execute(
          """
          UPDATE images SET quality_score = ?, nsfw_score = ?, model_name = ?, model_version = ?,
            embedding_version = ?, bucket = ?, object_key = ?, created_at = ?, indexed_at = ?
          WHERE id = ?
          """,
          [
            [.real(0.25), .real(0.75), .null].randomElement(using: &random)!,
            [.real(0.1), .null].randomElement(using: &random)!,
            [.text("clip"), .text("builtin-1"), .null].randomElement(using: &random)!,
            [.text("1"), .null].randomElement(using: &random)!,
            [.text("2"), .null].randomElement(using: &random)!,
            [.text("images"), .null].randomElement(using: &random)!,
            [.text("a/b.jpg"), .null].randomElement(using: &random)!,
            .integer(
              [1_714_521_600_000, 1_717_199_999_999].randomElement(using: &random)! as Int64),
            .integer(
              [1_714_521_600_000, 1_717_200_000_000].randomElement(using: &random)! as Int64),
            .integer(id),
          ])
      }
      try connection.execute("INSERT INTO favourites SELECT id FROM images WHERE id % 4 = 0")
      try connection.execute("INSERT INTO duplicate_runs VALUES (1, '', '{}', 1, 2)")
      try connection.execute("INSERT INTO duplicate_groups VALUES (1, 1, 0, 'edited', 90.0)")
      try connection.execute(
        """
        INSERT INTO duplicate_members SELECT 1, id, id, 0, '' FROM files WHERE image_id % 3 = 0
        """)
    }
  }

  private static func records(of catalogue: Catalogue) throws -> [FilterRecord] {
    let reader = catalogue.reader()
    return try reader.images(try reader.presentRows().map { ImageID(rawValue: $0) }).map {
      image in
      let files = try reader.files(of: image.id)
      return FilterRecord(
        image: image, files: files, tags: try reader.tags(of: image.id, source: .person),
        isDuplicate: image.id.rawValue % 3 == 0, isFavourite: image.id.rawValue % 4 == 0)
    }
  }
}
