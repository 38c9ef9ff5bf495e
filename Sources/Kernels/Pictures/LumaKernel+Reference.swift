extension LumaKernel {
  /// `bytes(rgb:)`, pixel by pixel.
  package static func referenceBytes(rgb: [UInt8]) -> [UInt8] {
    stride(from: 0, to: rgb.count, by: 3).map {
      let (red, green, blue) = (UInt32(rgb[$0]), UInt32(rgb[$0 + 1]), UInt32(rgb[$0 + 2]))
      return UInt8((19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16)
    }
  }

  /// `floats(rgb:)`, pixel by pixel.
  package static func referenceFloats(rgb: [UInt8]) -> [Float] {
    stride(from: 0, to: rgb.count, by: 3).map {
      let (red, green, blue) = (Double(rgb[$0]), Double(rgb[$0 + 1]), Double(rgb[$0 + 2]))
      return Float(red * 0.299 + green * 0.587 + blue * 0.114)
    }
  }
}
