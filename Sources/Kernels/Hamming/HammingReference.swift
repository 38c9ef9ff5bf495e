/// ``HammingKernel`` said plainly, to test it against: the same hits, in any order.
package struct HammingReference: Sendable {
  package let radius: Int
  package let earlier: [HammingField]

  package init(radius: Int, earlier: [HammingField] = []) {
    self.radius = radius
    self.earlier = earlier.filter { $0.threshold >= 0 }
  }

  /// Every position of `rows` in the left table with every one of `columns` in the right.
  package func joinRectangle(
    _ left: HammingTable, rows: Range<Int>, _ right: HammingTable, columns: Range<Int>,
    _ body: (HammingHit) -> Void
  ) {
    for row in rows {
      for column in columns { compare(left, row, right, column, body) }
    }
  }

  /// Every position of `rows` with every later position of the same table.
  package func joinStrip(_ table: HammingTable, rows: Range<Int>, _ body: (HammingHit) -> Void) {
    for row in rows {
      for column in row + 1..<max(row + 1, table.count) { compare(table, row, table, column, body) }
    }
  }

  /// Buckets with those whose key differs by one of the masks.
  package func joinBuckets(
    _ left: HammingTable, _ right: HammingTable, masks: HammingMasks, buckets: Range<Int>,
    _ body: (HammingHit) -> Void
  ) {
    for bucket in buckets {
      for row in left.bucket(bucket) {
        for column in right.bucket(bucket) where left !== right || column > row {
          compare(left, row, right, column, body)
        }
        for mask in masks.masks where left !== right || bucket ^ Int(mask) > bucket {
          for column in right.bucket(bucket ^ Int(mask)) {
            compare(left, row, right, column, body)
          }
        }
      }
    }
  }

  private func compare(
    _ left: HammingTable, _ row: Int, _ right: HammingTable, _ column: Int,
    _ body: (HammingHit) -> Void
  ) {
    left.withCode(at: row) { a in
      right.withCode(at: column) { b in
        var distance = 0
        for word in 0..<left.words { distance += (a[word] ^ b[word]).nonzeroBitCount }
        guard distance <= radius else { return }
        for field in earlier
        where (field.key(of: a) ^ field.key(of: b)).nonzeroBitCount <= field.threshold { return }
        body(
          HammingHit(
            left: Int32(left.id(at: row)), right: Int32(right.id(at: column)),
            distance: UInt16(distance)))
      }
    }
  }
}
