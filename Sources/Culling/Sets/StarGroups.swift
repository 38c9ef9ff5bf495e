/// Groups around the best: every member is linked with its group's first directly, so nothing is
/// joined by hearsay.
package enum StarGroups {
  /// - Parameters:
  ///   - order: positions from the best to keep to the least.
  ///   - links: for each position, those that equal it.
  /// - Returns: groups of two or more, the best first, members in the given order.
  package static func groups(order: [Int], links: [Int: Set<Int>]) -> [[Int]] {
    let rank = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    var taken: Set<Int> = []
    var groups: [[Int]] = []
    for best in order where !taken.contains(best) {
      guard let equals = links[best] else { continue }
      let members = equals.filter { !taken.contains($0) && $0 != best && rank[$0] != nil }
        .sorted { rank[$0]! < rank[$1]! }
      if members.isEmpty { continue }
      taken.formUnion(members)
      taken.insert(best)
      groups.append([best] + members)
    }
    return groups
  }
}
