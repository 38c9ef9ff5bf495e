/// What a file of a segment holds in one stretch.
enum SectionKind: UInt64, CaseIterable {
  /// Vectors in single precision, one after another.
  case vectors = 1
  /// Row numbers, ascending; rows of several vectors repeat.
  case rows = 2
  /// CRC-32C of each vector, looked at before it is given out.
  case vectorChecksums = 3
  /// Rows that older segments lose.
  case removed = 4
  /// Codes, one after another.
  case codes = 5
  /// Their scales.
  case scales = 6
  /// Graph nodes: code, scale and links together.
  case nodes = 7
  /// The graph's upper levels.
  case upper = 8
}
