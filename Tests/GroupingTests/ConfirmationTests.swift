import Core
import Fingerprints
import Grouping
import Kernels
import Testing

/// Pairs that near hashes propose and the cosine of vectors confirms, against what the pixels say.
@Suite struct ConfirmationTests {
  /// Cosines by pair; `nil` for all others.
  private struct Table: CosineSource {
    var values: [PairKey: Float]

    func cosine(_ one: Int, _ other: Int) -> Float? { values[PairKey(one, other)] }
  }

  /// Two copies, two strangers with one pHash, and a third stranger.
  private struct Five {
    var library = PaintedLibrary()
    let original, copy, twin, otherTwin, stranger: Int

    init() {
      let picture = PaintedPicture(seed: 40)
      original = library.add("original", picture.plane(), richness: 3)
      copy = library.add("resaved", picture.plane { $0 + 0.6 }, width: 600, height: 600)
      let hash = Hash64(bits: 0x5555_AAAA_1234_9876)
      twin = library.add("twin", PaintedPicture(seed: 41).plane(), richness: 1, perceptual: hash)
      otherTwin = library.add(
        "twin-other", PaintedPicture(seed: 42).plane(), width: 600, height: 600,
        perceptual: Hash64(bits: hash.bits ^ 0b111))
      stranger = library.add("zebra", PaintedPicture(seed: 43).plane())
    }

    func report(
      _ method: PairConfirmation.Method, copies: Float?, twins: Float?, gate: Int = 6,
      refused: Set<PairKey> = []
    ) throws -> DuplicateReport {
      var values: [PairKey: Float] = [:]
      values[PairKey(original, copy)] = copies
      values[PairKey(twin, otherTwin)] = twins
      var options = DuplicateOptions()
      options.confirmation.method = method
      options.confirmation.gate = gate
      return try DuplicateFinder(options: options).report(
        on: library.items, lumas: library, pixelDigest: { _ in nil },
        cosines: Table(values: values), refused: refused)
    }
  }

  @Test func pixelsAloneAskForNoCosine() throws {
    let five = Five()
    let report = try five.report(.pixels, copies: 1, twins: 1)
    let group = try #require(report.groups.first)
    #expect(report.groups.count == 1 && group.items == [five.original, five.copy])
    #expect(group.members[0].evidence.cosine == nil)
    #expect(report.lookAlikes.isEmpty)
  }

  /// What each method keeps of a pair that the pixels agree on and one that only looks alike.
  @Test(arguments: PairConfirmation.Method.allCases, [Float?.none, 0.94, 0.95, 0.99])
  func methodsAreWhatTheySay(method: PairConfirmation.Method, cosine: Float?) throws {
    let five = Five()
    let report = try five.report(method, copies: cosine, twins: cosine)
    let isNear = cosine.map { $0 >= 0.95 } ?? false
    let needsCosine = method == .both || method == .cosine
    #expect(report.groups.count == (isNear || !needsCosine ? 1 : 0))
    for group in report.groups {
      #expect(group.items == [five.original, five.copy])
      #expect(group.members[0].evidence.kind == .resaved)
      #expect(group.members[0].evidence.cosine == (method == .pixels ? nil : cosine))
    }
    let mayLookAlike = method == .either || method == .cosine
    #expect(report.lookAlikes.count == (isNear && mayLookAlike ? 1 : 0))
    for group in report.lookAlikes {
      #expect(group.kind == .visual && group.items == [five.twin, five.otherTwin])
      #expect(!group.kind.isAutomatic && !group.kind.isCopy)
      #expect(group.members[0].evidence.cosine == cosine)
    }
    // What is kept for the next search is what the pixels say, whatever was asked.
    #expect(Array(report.memory.links.keys) == [PairKey(five.original, five.copy)])
    #expect(report.memory.links.values.allSatisfy { $0.cosine == nil })
  }

  /// The two differ by three bits.
  @Test(arguments: [(2, 0), (3, 1), (6, 1)]) func theGateIsExact(gate: Int, groups: Int) throws {
    let five = Five()
    #expect(
      try five.report(.cosine, copies: 1, twins: 1, gate: gate).lookAlikes.count == groups)
  }

  @Test func aRefusedPairDoesNotLookAlike() throws {
    let five = Five()
    let report = try five.report(
      .either, copies: 1, twins: 1, refused: [PairKey(five.twin, five.otherTwin)])
    #expect(report.lookAlikes.isEmpty && report.groups.count == 1)
  }

  /// A lesser copy has its group: whatever looks like it looks like the better one too.
  @Test func lesserCopiesAreNotListedAgain() throws {
    var library = PaintedLibrary()
    let picture = PaintedPicture(seed: 50)
    let hash = Hash64(bits: 7)
    let best = library.add("a", picture.plane(), richness: 3, perceptual: hash)
    let copy = library.add(
      "b", picture.plane { $0 + 0.6 }, width: 600, height: 600, perceptual: hash)
    let like = library.add("c", PaintedPicture(seed: 51).plane(), perceptual: hash)
    var options = DuplicateOptions()
    options.confirmation.method = .either
    let cosines = Table(values: [
      PairKey(best, copy): 1, PairKey(best, like): 0.97, PairKey(copy, like): 0.99,
    ])
    let report = try DuplicateFinder(options: options).report(
      on: library.items, lumas: library, pixelDigest: { _ in nil }, cosines: cosines)
    #expect(report.groups.map(\.items) == [[best, copy]])
    #expect(report.lookAlikes.map { Set($0.items) } == [[best, like]])
  }

  /// Nobody compared the ends of a chain, so they are not one group.
  @Test func lookAlikesDoNotChain() throws {
    var library = PaintedLibrary()
    let items = (0..<3).map { place in
      library.add(
        "p\(place)", PaintedPicture(seed: 60 + place).plane(), perceptual: Hash64(bits: 5))
    }
    var options = DuplicateOptions()
    options.confirmation.method = .cosine
    let cosines = Table(values: [
      PairKey(items[0], items[1]): 0.97, PairKey(items[1], items[2]): 0.96,
      PairKey(items[0], items[2]): 0.5,
    ])
    let groups = try DuplicateFinder(options: options).report(
      on: library.items, lumas: library, pixelDigest: { _ in nil }, cosines: cosines
    ).lookAlikes
    let group = try #require(groups.first)
    #expect(groups.count == 1 && group.keeper == items[1])
    // The most alike first.
    #expect(group.members.map(\.item) == [items[0], items[2]])
  }

  @Test func evidenceIsKeptWithoutItsCosine() throws {
    let five = Five()
    let report = try five.report(.both, copies: 0.99, twins: nil)
    let evidence = try #require(report.groups.first?.members.first?.evidence)
    var bare = evidence
    bare.cosine = nil
    #expect(PairEvidence(evidence.bytes, for: evidence.pair) == bare)
  }
}
