/// Sets that are joined, with the smallest member as their name. Tarjan 1975, "Efficiency of a good but
/// not linear set union algorithm", with halving of paths.
struct DisjointSets {
  private var parents: [Int32]

  init(_ count: Int) { parents = (0..<Int32(count)).map { $0 } }

  mutating func root(of member: Int) -> Int {
    var member = member
    while Int(parents[member]) != member {
      parents[member] = parents[Int(parents[member])]
      member = Int(parents[member])
    }
    return member
  }

  /// - Returns: whether they were two sets.
  @discardableResult
  mutating func join(_ one: Int, _ other: Int) -> Bool {
    let (first, second) = (root(of: one), root(of: other))
    if first == second { return false }
    parents[max(first, second)] = Int32(min(first, second))
    return true
  }

  /// For every member the number of its set: sets of several members by their size, the largest first,
  /// equal ones by their first member; `nil` for a member that is alone.
  mutating func labels() -> [Int?] {
    var members: [Int: Int] = [:]
    let roots = parents.indices.map { root(of: $0) }
    for root in roots { members[root, default: 0] += 1 }
    let order = members.filter { $0.value > 1 }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let numbers = Dictionary(
      uniqueKeysWithValues: order.enumerated().map { ($0.element.key, $0.offset) })
    return roots.map { numbers[$0] }
  }
}
