/// Which parts to merge: each may be read many times less often than it is searched.
enum MergePlan {
  struct Size {
    var isLog: Bool
    var count: Int
    var dead: Int
    var removed: Int

    init(_ part: Part) {
      if case .log = part.source { isLog = true } else { isLog = false }
      (count, dead, removed) = (part.count, part.dead.count, part.removed.count)
    }

    init(isLog: Bool, count: Int, dead: Int = 0, removed: Int = 0) {
      (self.isLog, self.count, self.dead, self.removed) = (isLog, count, dead, removed)
    }

    var living: Int { count - dead }
  }

  /// The parts to merge next, oldest first; `nil` when all is well. A closed log is always sealed; it
  /// takes older neighbours along that are at most twice as large as what has come together, so
  /// that sizes grow geometrically and a vector is copied O(log n) times. A segment of which a
  /// quarter is dead is written anew.
  static func due(_ sizes: [Size]) -> Range<Int>? {
    guard let firstLog = sizes.firstIndex(where: \.isLog) else {
      guard let worn = sizes.firstIndex(where: { 4 * $0.dead > $0.count }) else { return nil }
      return worn..<worn + 1
    }
    var (start, total) = (firstLog, sizes[firstLog...].reduce(0) { $0 + $1.living })
    while start > 0, sizes[start - 1].living <= 2 * total {
      start -= 1
      total += sizes[start].living
    }
    return start..<sizes.count
  }

  /// Whether there is nothing to gain from merging it all.
  static func isCompact(_ sizes: [Size]) -> Bool {
    sizes.isEmpty
      || sizes.count == 1 && !sizes[0].isLog && sizes[0].dead == 0 && sizes[0].removed == 0
  }
}
