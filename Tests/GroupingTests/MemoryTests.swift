import Core
import Fingerprints
import Kernels
import TestSupport
import Testing

@testable import Grouping

@Suite struct MemoryTests {
  private static func alignment(_ random: inout SeededGenerator) -> PairAlignment {
    func number() -> Float { Float.random(in: -2...2, using: &random) }
    return PairAlignment(
      orientation: Dihedral.allCases.randomElement(using: &random)!,
      map: AffineMap(
        x0: number(), xx: number(), xy: number(), y0: number(), yx: number(), yy: number()))
  }

  @Test(arguments: 0..<50) func evidenceComesBackFromItsBytes(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (template, image) = seed % 2 == 0 ? (3, 9) : (9, 3)
    let evidence = PairEvidence(
      template: template, image: image, kind: DuplicateKind.allCases.randomElement(using: &random)!,
      confidence: Int.random(in: 0...100, using: &random),
      distance: Int.random(in: 0...256, using: &random), alignment: Self.alignment(&random),
      correlation: .random(in: -1...1, using: &random),
      agreement: .random(in: 0...1, using: &random),
      coverage: .random(in: 0...1, using: &random), extent: .random(in: 0...1, using: &random),
      residual: .random(in: 0...9, using: &random), worstResidual: .infinity,
      padded: [nil, 3, 9].randomElement(using: &random)!)
    let bytes = evidence.bytes
    #expect(bytes.count == PairEvidence.byteCount)
    #expect(PairEvidence(bytes, for: evidence.pair) == evidence)
    // At other positions in the same order it is the same evidence of the other positions.
    let moved = try #require(PairEvidence(bytes, for: PairKey(20, 31)))
    #expect(moved.template == (template == 3 ? 20 : 31))
    #expect(moved.padded == evidence.padded.map { $0 == 3 ? 20 : 31 })
    #expect(PairEvidence(Array(bytes.dropLast()), for: evidence.pair) == nil)
    #expect(PairEvidence([], for: evidence.pair) == nil)
  }

  @Test(arguments: 0..<20) func bridgesComeBackFromTheirBytes(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bridge = ComparisonMemory.Bridge(
      template: seed % 2 == 0 ? 1 : 4, image: seed % 2 == 0 ? 4 : 1,
      alignment: Self.alignment(&random))
    #expect(ComparisonMemory.Bridge(bridge.bytes, for: bridge.pair) == bridge)
    #expect(ComparisonMemory.Bridge([0], for: bridge.pair) == nil)
  }

  /// Every split of a library into known and new pictures leads to the same report.
  @Test(arguments: 0..<8) func whatIsKnownChangesNothing(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var library = PaintedLibrary()
    for scene in 0..<4 {
      let picture = PaintedPicture(seed: Int(seed) * 10 + scene)
      library.add("\(scene)", picture.plane(), richness: scene)
      for copy in 0..<3 {
        let shift = Float.random(in: 0...0.1, using: &random)
        let gain = Float.random(in: 0.8...1.2, using: &random)
        let plane = picture.plane(
          AffineMap(x0: shift, xx: 0.9, xy: 0, y0: shift / 2, yx: 0, yy: 0.9)
        ) { $0 * gain }
        library.add(
          "\(scene)-\(copy)", Dihedral.allCases.randomElement(using: &random)!.apply(to: plane))
      }
    }
    let plain = try library.report()
    #expect(plain.groups.count >= 3)
    let known = Set(library.items.indices.filter { _ in Bool.random(using: &random) })
    var memory = plain.memory
    memory.known = known
    memory.links = memory.links.filter { known.isSuperset(of: [$0.key.first, $0.key.second]) }
    memory.bridges = memory.bridges.filter {
      known.isSuperset(of: [$0.key.template, $0.key.image])
    }
    let again = try library.report(memory: memory)
    #expect(again.groups == plain.groups)
    #expect(again.bursts == plain.bursts)
    #expect(again.memory.links == plain.memory.links)
    #expect(again.memory.bridges == plain.memory.bridges)
    #expect(again.memory.known == plain.memory.known)
    #expect(again.candidatePairs <= plain.candidatePairs)
    let third = try library.report(memory: plain.memory)
    #expect(third.candidatePairs == 0)
    #expect(third.groups == plain.groups)
  }
}
