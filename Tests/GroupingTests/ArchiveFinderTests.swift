import Catalogue
import Core
import Grouping
import TestSupport
import Testing

/// Archives are told by their previews and files, and groups do not chain.
@Suite struct ArchiveFinderTests {
  /// A look with its own descriptor and a hash `bits` away from the seed's.
  private func look(_ seed: UInt64, bits: Int = 0, descriptor: UInt64? = nil) -> ArchivePreview.Look
  {
    var random = SeededGenerator(seed: seed)
    let hash = random.next() ^ (bits == 0 ? 0 : (1 << UInt64(bits)) - 1)
    var other = SeededGenerator(seed: descriptor ?? seed)
    var vector = (0..<340).map { _ in Float.random(in: -1...1, using: &other) }
    let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    vector = vector.map { $0 / length }
    return ArchivePreview.Look(
      average: Hash64(bits: hash), difference: Hash64(bits: hash), perceptual: Hash64(bits: hash),
      pdq: Hash256(a: hash, b: seed, c: seed, d: seed), texture: 10, descriptor: vector)
  }

  private func preview(
    _ look: ArchivePreview.Look, views: [ArchivePreview.Look] = []
  ) -> ArchivePreview {
    ArchivePreview(
      entry: "p", kind: views.isEmpty ? .picture : .rendering, width: 1, height: 1, look: look,
      views: views)
  }

  private func archive(
    _ id: Int64, files: [UInt32] = [], size: Int64 = 10, _ previews: [ArchivePreview]
  ) -> CataloguedArchive {
    CataloguedArchive(
      id: ArchiveID(rawValue: id),
      record: ArchiveRecord(
        sha256: SHA256Digest(bytes: [UInt8](repeating: UInt8(id), count: 32))!, byteSize: 100,
        format: "zip", version: 1,
        entries: files.map { .init(name: "\($0)", kind: "model", size: size, crc: $0, depth: 0) },
        previews: previews, issues: [], issueCount: 0),
      paths: [FilePath("/\(id).zip")])
  }

  private func pairs(
    _ archives: [CataloguedArchive], _ change: (inout ArchiveOptions) -> Void = { _ in }
  ) throws -> [ArchivePair] {
    var options = ArchiveOptions()
    change(&options)
    return try ArchiveFinder(archives, options: options).pairs()
  }

  @Test func previewsMatchBelowTheThresholdAlone() throws {
    func matches(_ bits: Int, _ threshold: Int) throws -> Int {
      let archives = [archive(1, [preview(look(1))]), archive(2, [preview(look(1, bits: bits))])]
      return try pairs(archives) {
        $0.threshold = threshold
        $0.leastConfidence = 0
      }.count
    }
    #expect(try matches(4, 5) == 1)
    #expect(try matches(5, 5) == 0)
    #expect(try matches(5, 6) == 1)
  }

  @Test func aDescriptorThatDisagreesRefusesTheHash() throws {
    let archives = [
      archive(1, [preview(look(1))]), archive(2, [preview(look(1, descriptor: 9))]),
    ]
    #expect(try pairs(archives) { $0.leastConfidence = 0 }.isEmpty)
  }

  @Test func blankPreviewsSayNothing() throws {
    var blank = look(1)
    blank.texture = 0
    let archives = [archive(1, [preview(blank)]), archive(2, [preview(blank)])]
    #expect(try pairs(archives) { $0.leastConfidence = 0 }.isEmpty)
  }

  /// What a zip says of its files may be any number.
  @Test func sizesBeyondAllBoundsAreCompared() throws {
    let archives = [1, 2].map { archive($0, files: [7, 7, 8, 9], size: .max, []) }
    let found = try pairs(archives)
    #expect(found.count == 1)
    let groups = ArchiveGroup.groups(of: found, among: archives)
    #expect(groups.count == 1)
  }

  @Test func theSameFilesAreSureWithoutAnyPreview() throws {
    let archives = [
      archive(1, files: [1, 2, 3], []), archive(2, files: [3, 2, 1], []),
      archive(3, files: [1, 2, 4], []), archive(4, files: [7, 8], []),
    ]
    let found = try pairs(archives)
    let same = try #require(found.first { $0.first == 0 && $0.second == 1 })
    #expect(same.confidence == 100 && same.hasSameFiles && same.sharedFiles == 3)
    let near = try #require(found.first { $0.first == 0 && $0.second == 2 })
    #expect(near.confidence < 100 && near.sharedFiles == 2 && near.firstFiles == 3)
    #expect(!found.contains { $0.second == 3 })
  }

  @Test func aBannerInManyArchivesLinksNone() throws {
    let banner = preview(look(100))
    let archives = (1...30).map { number in
      archive(Int64(number), [banner] + (0..<4).map { preview(look(UInt64(number * 10 + $0))) })
    }
    #expect(try pairs(archives).isEmpty)
    // And a pack of which four of five pictures agree is found among them.
    let twin = archive(
      31, [banner] + (0..<3).map { preview(look(UInt64(50 + $0), bits: 2)) } + [preview(look(999))])
    let found = try pairs(archives + [twin])
    #expect(found.map { [$0.first, $0.second] } == [[4, 30]])
    #expect(found[0].matches.count == 4 && found[0].best == 0)
  }

  @Test func aMeshSeenFromAroundMatchesAnotherFromTheFront() throws {
    let turned = archive(1, [preview(look(1), views: [look(2), look(3)])])
    let front = archive(2, [preview(look(3), views: [look(4), look(5)])])
    let found = try pairs([turned, front])
    #expect(found.count == 1 && found[0].matches[0].isTurned)
    let near = archive(4, [preview(look(3, bits: 8), views: [look(7)])])
    #expect(try pairs([turned, near]).map(\.matches.count) == [1])
    let far = archive(5, [preview(look(3, bits: 10), views: [look(7)])])
    #expect(try pairs([turned, far]).isEmpty)
    let around = archive(3, [preview(look(6), views: [look(2)])])
    #expect(try pairs([turned, around]).isEmpty)
  }

  @Test func everyPreviewIsUsedOnce() throws {
    let archives = [
      archive(1, [preview(look(1)), preview(look(1, bits: 1))]), archive(2, [preview(look(1))]),
    ]
    let found = try pairs(archives) { $0.leastConfidence = 0 }
    #expect(found.map(\.matches.count) == [1] && found[0].matches[0].distance == 0)
  }

  @Test func groupsAreStarsAroundTheFullest() throws {
    func pair(_ first: Int, _ second: Int) -> ArchivePair {
      ArchivePair(
        first: first, second: second, matches: [], pictureCoverage: 1, modelCoverage: nil,
        sharedFiles: 1, firstFiles: 1, secondFiles: 1, sharedBytes: 1, confidence: 90)
    }
    let archives = [
      archive(1, files: [1], []), archive(2, files: [1, 2], []), archive(3, files: [1], []),
      archive(4, files: [1], []),
    ]
    // 0 – 1 – 2 – 3 in a chain: 1 and 2 have most pairs, 1 has more files.
    let groups = ArchiveGroup.groups(of: [pair(0, 1), pair(1, 2), pair(2, 3)], among: archives)
    #expect(groups.map(\.keeper) == [1])
    #expect(groups[0].members.map(\.archive) == [0, 2])
  }

  @Test(arguments: VisualHash.allCases)
  func everyHashFindsTheSamePicture(hash: VisualHash) throws {
    let archives = [archive(1, [preview(look(1))]), archive(2, [preview(look(1))])]
    let found = try pairs(archives) { $0.hash = hash }
    #expect(found.count == 1)
  }
}
