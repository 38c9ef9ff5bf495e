import CKernels

/// The instruction sets that the kernels over codes are written for, slowest first. All give the
/// same numbers.
package enum VectorPath: Int32, CaseIterable, Sendable {
  /// Plain C.
  case portable
  /// 16-bit multiply-add.
  case avx2
  /// AVX-512 VNNI: 64 products of bytes an instruction.
  case vnni

  /// Whether this machine can run it.
  package var isSupported: Bool { semblance_vector_supports(rawValue) }

  /// The fastest one that this machine can run, looked up once.
  package static let best = allCases.last(where: \.isSupported) ?? .portable
}
