import Core
import Hamming
import TestSupport

/// A code that tests can make at random.
protocol RandomCode: HammingCode {
  init(words: [UInt64])
  var words: [UInt64] { get }
}

extension Hash64: RandomCode {
  init(words: [UInt64]) { self.init(bits: words[0]) }
  var words: [UInt64] { [bits] }
}

extension Hash256: RandomCode {
  init(words: [UInt64]) { self.init(a: words[0], b: words[1], c: words[2], d: words[3]) }
  var words: [UInt64] { [a, b, c, d] }
}

/// Collections as uneven as those of real pictures, and worse.
enum CodeCollection: CaseIterable {
  /// Uniform, a third of them copies of others with a few bits flipped.
  case planted
  /// All the same.
  case constant
  /// A few centres, each with many codes around it.
  case clustered
  /// Half of the bits nearly always 0.
  case lowEntropy
  /// One field of 16 bits the same in all, the rest uniform.
  case oneConstantField
  /// Uniform, with a hundred copies of each of a few codes.
  case repeated

  func codes<Code: RandomCode>(_: Code.Type, count: Int, seed: UInt64) -> [Code] {
    var random = SeededGenerator(seed: seed)
    let centres = (0..<5).map { _ in Self.uniform(Code.self, &random) }
    var codes: [Code] = []
    for index in 0..<count {
      switch self {
      case .planted where index % 3 == 2:
        let original = codes[Int.random(in: 0..<index, using: &random)]
        let flips = Int.random(in: 0...Code.bitCount / 4, using: &random)
        codes.append(Self.flipping(original, bits: flips, &random))
      case .planted: codes.append(Self.uniform(Code.self, &random))
      case .constant: codes.append(centres[0])
      case .clustered:
        let flips = Int.random(in: 0...Code.bitCount / 8, using: &random)
        codes.append(Self.flipping(centres[index % 5], bits: flips, &random))
      case .lowEntropy:
        let words = (0..<Code.wordCount).map { _ in
          random.next() & (index % 10 == 0 ? .max : 0x0000_FFFF_0F0F_3333)
        }
        codes.append(Code(words: words))
      case .oneConstantField:
        codes.append(Code(words: Self.uniform(Code.self, &random).words.map { $0 & ~0xFFFF }))
      case .repeated:
        codes.append(index % 2 == 0 ? centres[index % 5] : Self.uniform(Code.self, &random))
      }
    }
    return codes
  }

  private static func uniform<Code: RandomCode>(
    _: Code.Type, _ random: inout SeededGenerator
  ) -> Code {
    Code(words: (0..<Code.wordCount).map { _ in random.next() })
  }

  private static func flipping<Code: RandomCode>(
    _ code: Code, bits: Int, _ random: inout SeededGenerator
  ) -> Code {
    var words = code.words
    for _ in 0..<bits {
      let bit = Int.random(in: 0..<Code.bitCount, using: &random)
      words[bit >> 6] ^= 1 << UInt64(bit & 63)
    }
    return Code(words: words)
  }
}

/// All pairs within a radius, by the definition.
func definedPairs<Code: HammingCode>(_ codes: [Code], within radius: Int) -> [HammingPair] {
  var pairs: [HammingPair] = []
  for first in codes.indices {
    for second in codes.indices.dropFirst(first + 1) {
      let distance = codes[first].distance(to: codes[second])
      guard distance <= radius else { continue }
      pairs.append(
        HammingPair(first: Int32(first), second: Int32(second), distance: UInt16(distance)))
    }
  }
  return pairs
}
