import Core
import Store

/// Where a page of a listing ended, as one opaque word: the order, and the place of the last picture
/// in it. Pictures that come or go meanwhile neither repeat nor hide others.
struct PictureCursor: Hashable {
  var order: PictureOrder
  var ascending: Bool
  /// What the last picture was sorted by; `null` for one that lacks it.
  var key: SQLValue
  /// The row that decides between equals: of the picture, or of the file in an order by name.
  var row: Int64

  var text: String {
    let (kind, value): (String, String) =
      switch key {
      case .null: ("n", "")
      case .integer(let number): ("i", String(number))
      case .real(let number): ("r", String(number.bitPattern))
      case .text(let text): ("t", Hexadecimal.string(of: text.utf8))
      case .blob(let bytes): ("b", Hexadecimal.string(of: bytes))
      }
    let parts = [order.rawValue, ascending ? "a" : "d", kind, value, String(row)]
    return Hexadecimal.string(of: parts.joined(separator: "|").utf8)
  }

  init(order: PictureOrder, ascending: Bool, key: SQLValue, row: Int64) {
    self.order = order
    self.ascending = ascending
    self.key = key
    self.row = row
  }

  /// - Throws: a fault when the text is no cursor, or one of another order.
  init(_ text: String, order: PictureOrder, ascending: Bool) throws(Fault) {
    let parts = (Hexadecimal.bytes(of: text) ?? []).split(
      separator: UInt8(ascii: "|"), omittingEmptySubsequences: false
    ).map { String(decoding: $0, as: UTF8.self) }
    guard parts.count == 5, parts[0] == order.rawValue, parts[1] == (ascending ? "a" : "d"),
      let key = Self.key(parts[2], parts[3]), let row = Int64(parts[4])
    else {
      throw Fault(
        "usage.cursor", .user, "this is no cursor of this listing",
        remedy: "Begin again with the first page, in the same order.")
    }
    self.init(order: order, ascending: ascending, key: key, row: row)
  }

  private static func key(_ kind: String, _ value: String) -> SQLValue? {
    switch kind {
    case "n": .null
    case "i": Int64(value).map { .integer($0) }
    case "r": UInt64(value).map { .real(Double(bitPattern: $0)) }
    case "t": Hexadecimal.bytes(of: value).map { .text(String(decoding: $0, as: UTF8.self)) }
    case "b": Hexadecimal.bytes(of: value).map { .blob($0) }
    default: nil
    }
  }
}
