import Catalogue
import Core
import Fingerprints
import Foundation
import Grouping
import Kernels
import TestSupport
import Testing

@testable import Engine

/// Searches that remember what earlier ones compared, against searches that know nothing.
@Suite struct IncrementalSearchTests {
  private let folder: TemporaryFolder
  private let library: Library

  init() throws {
    folder = try TemporaryFolder()
    library = try Library(at: folder.path.appending("library"))
  }

  /// A scene seen through a window, as a plane.
  private static func plane(scene: Int, left: Float, side: Float, gain: Float) -> LumaPlane {
    var random = SeededGenerator(seed: UInt64(scene))
    let waves = (0..<24).map { _ in
      (
        x: Float.random(in: -14...14, using: &random),
        y: Float.random(in: -14...14, using: &random),
        phase: Float.random(in: 0...6, using: &random),
        height: Float.random(in: 4...26, using: &random)
      )
    }
    let samples = (0..<128 * 128).map { place -> UInt8 in
      let x = left + side * Float(place % 128) / 128
      let y = left + side * Float(place / 128) / 128
      let tone = waves.reduce(Float(128)) { sum, wave in
        sum + wave.height * sin(wave.x * x + wave.y * y + wave.phase)
      }
      return UInt8(max(0, min(255, (128 + (tone - 128) * gain).rounded())))
    }
    return LumaPlane(width: 128, height: 128, samples: samples)
  }

  private func put(
    _ number: Int, _ plane: LumaPlane, taken: String?, _ transaction: CatalogueTransaction
  ) throws {
    var random = SeededGenerator(seed: UInt64(number))
    let block = DCTBlock(of: plane)
    var metadata = PictureMetadata()
    metadata.takenLocal = taken
    let record = PictureRecord(
      sha256: SHA256Digest(
        words: random.next(), random.next(), random.next(), random.next()),
      byteSize: Int64(1000 + number), format: .jpeg, width: 1000 + number % 3, height: 1000,
      frameCount: 1, hasAlpha: false, bitsPerSample: 8,
      hashes: PictureHashes(
        average: Hash64(bits: 0), difference: Hash64(bits: 0), perceptual: Hash64(bits: 0),
        pdq: block.hash, pdqQuality: 100, dct: block.hash, texture: block.texture,
        chroma: [UInt8](repeating: 130, count: 128)),
      metadata: metadata)
    let image = try transaction.putImage(
      record, luma: plane, signals: [SignalRecord(.fingerprints, version: 1)])
    let identity = FileIdentity(
      device: 1, inode: UInt64(number), size: Int64(1000 + number), modified: Int64(number))
    try transaction.putFile(FilePath("/photos/\(number).jpg"), identity: identity, image: image)
  }

  /// Searches with and without memory, keeps what was found, and compares.
  ///
  /// - Returns: how many pictures the search knew.
  private func compareSearches(_ step: String) throws -> Int {
    let reader = library.reader
    let options = DuplicateOptions()
    let scope = try SearchScope(reader: reader, folders: [])
    let cache = try ComparisonCache(scope: scope, options: options, reader: reader)
    func report(_ memory: ComparisonMemory) throws -> DuplicateReport {
      try DuplicateFinder(options: options).report(
        on: scope.items, lumas: CatalogueLumas(images: scope.images, reader: reader),
        pixelDigest: { _ in nil }, memory: memory)
    }
    let plain = try report(ComparisonMemory())
    let remembering = try report(cache.memory)
    #expect(remembering.groups == plain.groups, "\(step)")
    #expect(remembering.bursts == plain.bursts, "\(step)")
    #expect(remembering.memory.links == plain.memory.links, "\(step)")
    #expect(remembering.memory.bridges == plain.memory.bridges, "\(step)")
    try cache.keep(remembering.memory, in: library.writer)
    return cache.memory.known.count
  }

  /// Pictures come, go, come back and are processed anew, in any order.
  @Test(arguments: 0..<6) func anySequenceGivesWhatAFreshSearchGives(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: 1000 + seed)
    var present: Set<Int> = []
    var planes: [LumaPlane] = []
    var known = 0
    for step in 0..<8 {
      try library.writer.transaction { transaction in
        for _ in 0..<Int.random(in: 1...6, using: &random) {
          let plane = Self.plane(
            scene: Int(seed) * 10 + Int.random(in: 0..<5, using: &random),
            left: .random(in: 0...0.08, using: &random),
            side: .random(in: 0.86...0.92, using: &random),
            gain: .random(in: 0.7...1, using: &random))
          planes.append(plane)
          present.insert(planes.count - 1)
          try put(planes.count - 1, plane, taken: nil, transaction)
        }
        for number in present.sorted() where Int.random(in: 0..<6, using: &random) == 0 {
          try transaction.removeFile(at: FilePath("/photos/\(number).jpg"))
          present.remove(number)
        }
        // One that was here, or still is, with another time of its shot.
        if let number = planes.indices.randomElement(using: &random) {
          try put(number, planes[number], taken: "2024-05-0\(1 + step)T10:00:00", transaction)
          present.insert(number)
        }
      }
      known = try compareSearches("step \(step) of seed \(seed)")
    }
    #expect(known > 0)
    #expect(try compareSearches("unchanged") == present.count)
    let first = try library.findDuplicates()
    #expect(!first.groups.isEmpty)
    #expect(
      try library.findDuplicates().groups.map(\.members.count) == first.groups.map(\.members.count))
  }

  @Test func aSearchOfOneFolderLeavesTheMemoryAlone() throws {
    try library.writer.transaction { transaction in
      for number in 0..<4 {
        let plane = Self.plane(
          scene: number / 2, left: 0, side: 0.9 + 0.01 * Float(number), gain: 1)
        try put(number, plane, taken: nil, transaction)
      }
    }
    var search = DuplicateSearch()
    search.folders = [FilePath("/photos")]
    _ = try library.findDuplicates(search)
    #expect(try library.reader.comparedImages().isEmpty)
    _ = try library.findDuplicates()
    #expect(try library.reader.comparedImages().count == 4)
  }

  @Test func otherSettingsAndAnotherWriterAreNoticed() throws {
    try library.writer.transaction { transaction in
      for number in 0..<4 {
        let plane = Self.plane(
          scene: number / 2, left: 0, side: 0.9, gain: 1 - 0.1 * Float(number % 2))
        try put(number, plane, taken: nil, transaction)
      }
    }
    let scope = try SearchScope(reader: library.reader, folders: [])
    func cache(_ options: DuplicateOptions = DuplicateOptions()) throws -> ComparisonCache {
      try ComparisonCache(scope: scope, options: options, reader: library.reader)
    }
    let late = try cache()
    _ = try library.findDuplicates()
    #expect(try cache().memory.known.count == 4)
    #expect(try !cache().memory.links.isEmpty)
    var options = DuplicateOptions()
    options.radius = 40
    #expect(try cache(options).memory.known.isEmpty)
    // A search that began before the other ended keeps nothing of its own.
    try late.keep(ComparisonMemory(), in: library.writer)
    #expect(try !cache().memory.links.isEmpty)
  }
}
