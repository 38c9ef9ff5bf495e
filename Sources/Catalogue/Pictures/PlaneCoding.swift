import Core

/// How the samples of a luma plane lie in the database.
///
/// Plain: 16 KB for 128 × 128, about as much as the picture's thumbnail. A predictor with Rice codes
/// would keep 61 % of that on photographs (measured; deflate of the residuals: 64 %), but grouping
/// reads the planes of a whole library, 3 µs each, which decoding would make many times slower.
enum PlaneCoding: Int {
  /// As they are, row after row.
  case plain = 0

  static func encode(_ plane: LumaPlane) -> (coding: PlaneCoding, samples: [UInt8]) {
    (.plain, plane.samples)
  }

  /// The plane, or `nil` when the bytes cannot be one.
  func decode(_ bytes: [UInt8], width: Int, height: Int) -> LumaPlane? {
    switch self {
    case .plain:
      let (count, isTooLarge) = width.multipliedReportingOverflow(by: height)
      guard width > 0, height > 0, !isTooLarge, bytes.count == count else { return nil }
      return LumaPlane(width: width, height: height, samples: bytes)
    }
  }
}
