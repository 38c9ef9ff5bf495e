import Core

/// How the samples of a luma plane lie in the database.
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
      guard bytes.count == width * height else { return nil }
      return LumaPlane(width: width, height: height, samples: bytes)
    }
  }
}
