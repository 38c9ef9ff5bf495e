/// The values that were used last, up to a number of them.
struct RecentValues<Key: Hashable, Value> {
  private var values: [Key: (value: Value, used: Int)] = [:]
  private var clock = 0
  private let capacity: Int

  init(capacity: Int) { self.capacity = capacity }

  var count: Int { values.count }

  mutating func value(for key: Key) -> Value? {
    guard let value = values[key]?.value else { return nil }
    clock += 1
    values[key]?.used = clock
    return value
  }

  /// O(capacity) when full.
  mutating func set(_ value: Value, for key: Key) {
    clock += 1
    values[key] = (value, clock)
    if values.count > capacity, let oldest = values.min(by: { $0.value.used < $1.value.used }) {
      values[oldest.key] = nil
    }
  }
}
