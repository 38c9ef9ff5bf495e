import CKernels

/// The instruction sets that the Hamming kernels are written for, slowest first. All give the same
/// hits in the same order.
package enum HammingPath: Int, CaseIterable, Sendable {
  /// Plain C.
  case portable
  /// One scalar `popcnt` a word.
  case popcnt
  /// Nibble look-up (Muła, Kurz, Lemire 2018), four words a step.
  case avx2
  /// `VPOPCNTDQ`, eight words a step.
  case avx512

  /// Whether this machine can run it.
  package var isSupported: Bool { hamming_supports(Int32(rawValue)) }

  /// The fastest one that this machine can run, looked up once.
  package static let best = allCases.last(where: \.isSupported) ?? .portable
}
