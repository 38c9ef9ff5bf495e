import Catalogue
import Core
import TestSupport

/// Pictures that never were, each told apart by its number.
enum Samples {
  static func digest(_ number: Int) -> SHA256Digest {
    var generator = SeededGenerator(seed: UInt64(number))
    return SHA256Digest(
      words: generator.next(), generator.next(), generator.next(), generator.next())
  }

  static func hash(_ number: Int) -> Hash256 {
    var generator = SeededGenerator(seed: UInt64(number) &+ 1 << 40)
    return Hash256(
      a: generator.next(), b: generator.next(), c: generator.next(), d: generator.next())
  }

  static func record(_ number: Int) -> PictureRecord {
    PictureRecord(
      sha256: digest(number), byteSize: Int64(1_000 + number), format: .jpeg, width: 1_600,
      height: 1_200, frameCount: 1, hasAlpha: false, bitsPerSample: 8,
      hashes: PictureHashes(
        average: Hash64(bits: hash(number).a), difference: Hash64(bits: .max),
        perceptual: Hash64(bits: hash(number).b), pdq: hash(number), pdqQuality: number % 101,
        dct: hash(number + 1), texture: 0.5),
      metadata: metadata(number), placeholder: [1, 2, 3], thumbnailBytes: 12_345)
  }

  static func metadata(_ number: Int) -> PictureMetadata {
    var metadata = PictureMetadata()
    metadata.cameraMake = "Maker"
    metadata.cameraModel = "Model \(number % 3)"
    metadata.exposureTime = 1.0 / 250
    metadata.iso = 400
    metadata.takenLocal = "2024-05-01T12:34:56"
    metadata.takenOffsetMinutes = -120
    metadata.latitude = 48.137154
    metadata.longitude = -11.576124
    metadata.orientation = 6
    metadata.rating = 4
    metadata.caption = "Größe \"quoted\"\nsecond line"
    metadata.keywords = ["zebra", "apple", "number \(number)"]
    metadata.rawJSON = #"{"exif":{"Make":"Maker"}}"#
    return metadata
  }

  static func luma(_ number: Int) -> LumaPlane {
    var generator = SeededGenerator(seed: UInt64(number))
    let samples = (0..<16_384).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    return LumaPlane(width: 128, height: 128, samples: samples)
  }

  static func identity(_ number: Int) -> FileIdentity {
    FileIdentity(
      device: .max, inode: UInt64(number), size: Int64(1_000 + number),
      modified: 1_700_000_000_123_456_789)
  }

  static let signals = [
    SignalRecord(.fingerprints, version: 1), SignalRecord(.metadata, version: 1),
  ]
}

extension CatalogueTransaction {
  /// Puts picture `number` at a path.
  @discardableResult
  func put(_ number: Int, at path: FilePath) throws -> (image: ImageID, file: FileID) {
    let image = try putImage(
      Samples.record(number), luma: Samples.luma(number), signals: Samples.signals)
    return (image, try putFile(path, identity: Samples.identity(number), image: image))
  }
}
