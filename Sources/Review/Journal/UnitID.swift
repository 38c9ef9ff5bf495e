/// Names a unit that was staged: the number of the staging action and of the unit in it, written
/// `12.3`.
package struct UnitID: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  package let action: Int
  package let number: Int

  package init(action: Int, number: Int) {
    self.action = action
    self.number = number
  }

  /// Reads `12.3`; `nil` for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let action = Int(parts[0]), let number = Int(parts[1]) else {
      return nil
    }
    self.init(action: action, number: number)
  }

  package var description: String { "\(action).\(number)" }

  package static func < (left: Self, right: Self) -> Bool {
    (left.action, left.number) < (right.action, right.number)
  }
}
