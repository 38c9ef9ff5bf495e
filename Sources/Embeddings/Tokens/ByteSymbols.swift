/// The letters by which byte-level vocabularies write bytes (Radford et al. 2019, GPT-2): printable
/// Latin-1 stands for itself, the other 68 bytes are the characters from U+0100 on.
enum ByteSymbols {
  /// All bytes in the order of the vocabulary: first the printable ones.
  static let order: [UInt8] = {
    let printable =
      (0x21...0x7E).map(UInt8.init) + (0xA1...0xAC).map(UInt8.init)
      + (0xAE...0xFF).map(UInt8.init)
    return printable + (0...255).filter { !printable.contains($0) }
  }()

  /// The letter of each byte.
  static let letters: [Unicode.Scalar] = {
    var letters = [Unicode.Scalar](repeating: " ", count: 256)
    for (place, byte) in order.enumerated() {
      letters[Int(byte)] =
        place < 188 ? Unicode.Scalar(byte) : Unicode.Scalar(UInt32(0x100 + place - 188))!
    }
    return letters
  }()
}
