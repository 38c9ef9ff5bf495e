import Core

/// Where a page ended, as one opaque word: the place of its last hit, by number, row and order.
///
/// The next page begins behind that hit wherever it stands then, so that pictures which came or went
/// meanwhile neither repeat nor hide hits.
struct SearchCursor: Hashable {
  /// Of the request, without its limit and cursor.
  var fingerprint: UInt64
  /// How many hits the pages so far had.
  var offset: Int
  var row: Int64
  var order: Double

  var text: String {
    [fingerprint, UInt64(offset), UInt64(bitPattern: row), order.bitPattern]
      .map { String($0, radix: 36) }.joined(separator: "-")
  }

  init(fingerprint: UInt64, offset: Int, row: Int64, order: Double) {
    self.fingerprint = fingerprint
    self.offset = offset
    self.row = row
    self.order = order
  }

  /// - Throws: a fault when the text is no cursor, or one of another request.
  init(_ text: String, fingerprint: UInt64) throws(Fault) {
    let parts = text.split(separator: "-").compactMap { UInt64($0, radix: 36) }
    guard parts.count == 4, parts[1] <= UInt64(Int32.max) else {
      throw Fault(
        "usage.cursor", .user, "this is no cursor of a search",
        remedy: "Begin again with the first page.")
    }
    guard parts[0] == fingerprint else {
      throw Fault(
        "usage.cursor", .user, "the cursor belongs to another search",
        remedy: "Send the same query and filter as for the first page.")
    }
    self.init(
      fingerprint: parts[0], offset: Int(parts[1]), row: Int64(bitPattern: parts[2]),
      order: Double(bitPattern: parts[3]))
  }

  /// The position of the first hit behind the cursor.
  func position(in hits: [RankedHit], isRanked: Bool) -> Int {
    if offset > 0, offset <= hits.count, hits[offset - 1].row == row { return offset }
    if let place = hits.firstIndex(where: { $0.row == row }) { return place + 1 }
    guard isRanked else { return min(offset, hits.count) }
    return hits.firstIndex { ($0.order, -$0.row) < (order, -row) } ?? hits.count
  }
}
