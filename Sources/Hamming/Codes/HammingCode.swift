package import Core

/// A code of fixed length that is compared by the number of differing bits.
///
/// A conforming type is, in memory, nothing but `wordCount` 64-bit words: the kernels read arrays of
/// codes as arrays of words.
package protocol HammingCode: Hashable, Sendable {
  /// Words a code: 1 or 4.
  static var wordCount: Int { get }

  /// Number of differing bits, 0…64·wordCount.
  func distance(to other: Self) -> Int
}

extension Hash64: HammingCode {
  package static let wordCount = 1
}

extension Hash256: HammingCode {
  package static let wordCount = 4
}

extension HammingCode {
  /// Number of bits of a code.
  package static var bitCount: Int { 64 * wordCount }
}

extension Array where Element: HammingCode {
  /// Lends the codes as words, `Element.wordCount` of them a code.
  func withWords<R>(_ body: (UnsafeBufferPointer<UInt64>) throws -> R) rethrows -> R {
    precondition(MemoryLayout<Element>.stride == 8 * Element.wordCount)
    return try withUnsafeBytes { try body($0.bindMemory(to: UInt64.self)) }
  }
}
