extension PairEvidence {
  /// The length of ``bytes``.
  package static let byteCount = 6 + PairAlignment.byteCount + 6 * Float.byteCount

  /// A fixed form for keeping, without the positions of the two: which of them is the template, and
  /// which is padded, is said relative to their order.
  package var bytes: [UInt8] {
    let head: [UInt8] = [
      template < image ? 0 : 1, UInt8(Self.kinds.firstIndex(of: kind)!), UInt8(confidence),
      padded.map { $0 == template ? 1 : 2 } ?? 0,
      UInt8(truncatingIfNeeded: distance), UInt8(truncatingIfNeeded: distance >> 8),
    ]
    return head + alignment.bytes
      + [correlation, agreement, coverage, extent, residual, worstResidual]
      .flatMap(\.littleEndianBytes)
  }

  /// The evidence that ``bytes`` were made of, for the pair at these positions, which lie in the
  /// same order as then; `nil` when they are none.
  package init?(_ bytes: [UInt8], for pair: PairKey) {
    let end = 6 + PairAlignment.byteCount
    guard bytes.count == Self.byteCount, Int(bytes[1]) < Self.kinds.count,
      let alignment = PairAlignment(bytes[6..<end])
    else { return nil }
    let numbers = Float.numbers(bytes[end...])
    let (template, image) =
      bytes[0] == 0 ? (pair.first, pair.second) : (pair.second, pair.first)
    self.init(
      template: template, image: image, kind: Self.kinds[Int(bytes[1])],
      confidence: Int(bytes[2]), distance: Int(bytes[4]) | Int(bytes[5]) << 8,
      alignment: alignment, correlation: numbers[0], agreement: numbers[1], coverage: numbers[2],
      extent: numbers[3], residual: numbers[4], worstResidual: numbers[5],
      padded: bytes[3] == 0 ? nil : bytes[3] == 1 ? template : image)
  }

  /// A kind's place is part of the kept form, so new ones come last.
  private static let kinds: [DuplicateKind] = [
    .exactFile, .identicalPixels, .resaved, .recoloured, .rotated, .cropped, .overlaid, .burst,
    .visual,
  ]
}
