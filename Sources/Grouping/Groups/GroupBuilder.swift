import Core
import Kernels

/// Turns verified pairs into groups in which every member was compared with the keeper itself.
///
/// Chaining is what ruins groups: a is like b, b like c, and nobody looked at a and c. Here a pair
/// only says where to look; a member joins a keeper when the two were found alike directly, or when
/// following the alignments from one to the other leads to a comparison that holds. What does not
/// hold stays out, and starts a group of its own.
struct GroupBuilder {
  let items: [GroupingItem]
  let links: [PairKey: PairEvidence]
  let ranking: KeeperRanking
  /// Compares two items under an alignment, for pairs whose hashes did not meet.
  let compare: (_ template: Int, _ image: Int, _ alignment: PairAlignment) throws -> PairEvidence?
  /// Pairs that a person said are no duplicates.
  let refused: Set<PairKey>

  /// A keeper has at least this share of the links that the best linked of its component has: what
  /// most others were found alike to is the centre, and the best among such is kept.
  private static let leastCentrality = 0.8

  /// - Returns: groups ordered by their keeper's path.
  func groups(_ accepts: (DuplicateKind) -> Bool) throws -> [PictureGroup] {
    var neighbours: [Int: [Int]] = [:]
    for (pair, evidence) in links where accepts(evidence.kind) && !refused.contains(pair) {
      neighbours[pair.first, default: []].append(pair.second)
      neighbours[pair.second, default: []].append(pair.first)
    }
    for item in neighbours.keys { neighbours[item]!.sort() }
    var groups: [PictureGroup] = []
    for component in Self.components(neighbours) {
      var left = Set(component)
      while let keeper = keeper(among: left, neighbours: neighbours) {
        left.remove(keeper)
        let members = try members(of: keeper, neighbours: neighbours, left: &left, accepts)
        if !members.isEmpty { groups.append(group(keeper: keeper, members: members)) }
      }
    }
    return groups.sorted { items[$0.keeper].path < items[$1.keeper].path }
  }

  /// The best of the central items; `nil` when no two items left are linked.
  private func keeper(among left: Set<Int>, neighbours: [Int: [Int]]) -> Int? {
    let degrees = left.map { item in
      (item: item, degree: neighbours[item]!.count { left.contains($0) })
    }
    guard let most = degrees.map(\.degree).max(), most > 0 else { return nil }
    let central = degrees.filter { Double($0.degree) >= Self.leastCentrality * Double(most) }
    return ranking.ranked(central.map(\.item)).first
  }

  /// Connected components, each in ascending order.
  private static func components(_ neighbours: [Int: [Int]]) -> [[Int]] {
    var seen: Set<Int> = []
    var components: [[Int]] = []
    for start in neighbours.keys.sorted() where seen.insert(start).inserted {
      var component = [start]
      var next = 0
      while next < component.count {
        for item in neighbours[component[next]]! where seen.insert(item).inserted {
          component.append(item)
        }
        next += 1
      }
      components.append(component.sorted())
    }
    return components
  }

  /// Walks outwards from the keeper along verified pairs.
  private func members(
    of keeper: Int, neighbours: [Int: [Int]], left: inout Set<Int>,
    _ accepts: (DuplicateKind) -> Bool
  ) throws -> [PictureGroup.Member] {
    var members: [PictureGroup.Member] = []
    /// For each member reached: how the member lies in the keeper.
    var paths: [Int: PairAlignment] = [keeper: .identity]
    var queue = [keeper]
    var tried: Set<Int> = [keeper]
    while !queue.isEmpty {
      let from = queue.removeFirst()
      for to in neighbours[from] ?? [] where left.contains(to) {
        let pair = PairKey(keeper, to)
        guard !refused.contains(pair),
          !members.contains(where: { refused.contains(PairKey($0.item, to)) })
        else { continue }
        var evidence = links[pair].flatMap { accepts($0.kind) ? $0 : nil }
        if evidence == nil, links[pair] == nil, tried.insert(to).inserted {
          evidence = try bridged(from: from, to: to, keeper: keeper, paths: paths)
            .flatMap { accepts($0.kind) ? $0 : nil }
        }
        guard let evidence else { continue }
        left.remove(to)
        members.append(PictureGroup.Member(item: to, evidence: evidence))
        paths[to] =
          evidence.template == to ? evidence.alignment : evidence.alignment.inverse ?? .identity
        queue.append(to)
      }
    }
    return members
  }

  /// Compares the keeper with an item that is linked only to a member, along the way found so far.
  private func bridged(
    from: Int, to: Int, keeper: Int, paths: [Int: PairAlignment]
  ) throws -> PairEvidence? {
    guard let known = paths[from], let link = links[PairKey(from, to)] else { return nil }
    let step = link.template == to ? link.alignment : link.alignment.inverse
    guard let step else { return nil }
    let toKeeper = known.after(step)
    // The template must be the one that shows less.
    if abs(toKeeper.full.determinant) <= 1 { return try compare(to, keeper, toKeeper) }
    return try toKeeper.inverse.flatMap { try compare(keeper, to, $0) }
  }

  private func group(keeper: Int, members: [PictureGroup.Member]) -> PictureGroup {
    let sorted = members.sorted {
      // Copies by their path; what only looks alike by how much it does.
      ($0.evidence.kind, $1.evidence.likeness, items[$0.item].path)
        < ($1.evidence.kind, $0.evidence.likeness, items[$1.item].path)
    }
    return PictureGroup(
      kind: sorted.last!.evidence.kind, keeper: keeper,
      keeperReasons: ranking.reasons(for: keeper, among: [keeper] + sorted.map(\.item)),
      members: sorted)
  }
}

extension PairEvidence {
  /// What sorts members of one kind; the same for all copies.
  fileprivate var likeness: Float { kind == .visual ? cosine ?? 0 : 0 }
}
