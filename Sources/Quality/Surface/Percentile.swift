/// Percentiles of loose numbers.
enum Percentile {
  /// The percentile (0…100) of sorted values, interpolated between neighbours as NumPy does; not a
  /// number when there are none.
  static func of(sorted values: [Double], _ percent: Double) -> Double {
    guard let last = values.last else { return .nan }
    let position = percent / 100 * Double(values.count - 1)
    let lower = Int(position)
    guard lower + 1 < values.count else { return last }
    return values[lower] + (values[lower + 1] - values[lower]) * (position - Double(lower))
  }
}
