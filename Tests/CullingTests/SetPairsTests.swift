import Core
import Culling
import TestSupport
import Testing

@Suite struct SetPairsTests {
  /// The index gives the pairs that comparing all sets with all gives.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func candidatesAreThoseOfAllPairs(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var sets: [StageSet] = []
    var pictures: [SetPairs.Picture] = []
    let bases = (0..<4).map { _ in hash(&random) }
    for number in 0..<40 {
      let stages =
        Bool.random(using: &random) ? ["stage1", "stage2"] : ["stage1", "stage2", "stage3"]
      let base = bases.randomElement(using: &random)!
      let members = stages.map { stage in
        let flips = Int.random(in: 0..<32, using: &random)
        let picture = SetPairs.Picture(
          digest: digest(UInt8.random(in: 0..<100, using: &random)),
          hash: flipped(base, flips, &random),
          isTextured: Int.random(in: 0..<6, using: &random) > 0)
        // The same bytes have the same hash.
        pictures.append(pictures.first { $0.digest == picture.digest } ?? picture)
        return StageSet.Member(stage: stage, picture: pictures.count - 1)
      }
      sets.append(StageSet(folder: "f", base: FilePath("\(number)"), members: members))
    }
    let search = SetPairs(sets: sets, pictures: pictures, radius: 40)
    var expected: [[Int]] = []
    for one in sets.indices {
      for other in sets.indices where one < other && sets[one].lineUp == sets[other].lineUp {
        if search.isClose(one, other) { expected.append([one, other]) }
      }
    }
    let found = try search.candidates(cancellation: CancellationToken())
    #expect(found.map { [$0.first, $0.second] } == expected)
    #expect(!expected.isEmpty)
  }

  @Test func everyMemberIsLinkedWithTheBest() {
    let links: [Int: Set<Int>] = [0: [1], 1: [0, 2], 2: [1]]
    #expect(StarGroups.groups(order: [0, 1, 2], links: links) == [[0, 1]])
    #expect(StarGroups.groups(order: [1, 2, 0], links: links) == [[1, 2, 0]])
  }

  private func hash(_ random: inout SeededGenerator) -> Hash256 {
    Hash256(a: random.next(), b: random.next(), c: random.next(), d: random.next())
  }

  private func flipped(_ hash: Hash256, _ count: Int, _ random: inout SeededGenerator) -> Hash256 {
    var words = [hash.a, hash.b, hash.c, hash.d]
    for _ in 0..<count {
      words[Int.random(in: 0..<4, using: &random)] ^= 1 << UInt64.random(in: 0..<64, using: &random)
    }
    return Hash256(a: words[0], b: words[1], c: words[2], d: words[3])
  }

  private func digest(_ byte: UInt8) -> SHA256Digest {
    SHA256Digest(bytes: [UInt8](repeating: byte, count: 32))!
  }
}
