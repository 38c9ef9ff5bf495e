extension ComparisonMemory.Bridge {
  /// The two, in the order of their positions.
  package var pair: PairKey { PairKey(template, image) }

  /// A fixed form for keeping, without the positions; never empty.
  package var bytes: [UInt8] { [template < image ? 0 : 1] + alignment.bytes }

  /// The bridge that ``bytes`` were made of; `nil` when they are none.
  package init?(_ bytes: [UInt8], for pair: PairKey) {
    guard let side = bytes.first, let alignment = PairAlignment(bytes.dropFirst()) else {
      return nil
    }
    self.init(
      template: side == 0 ? pair.first : pair.second,
      image: side == 0 ? pair.second : pair.first, alignment: alignment)
  }
}
