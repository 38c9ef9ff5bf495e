/// A dendrogram in which only splits into two clusters of enough members count; members that fall off a
/// cluster do so one by one.
///
/// λ is the inverse of a distance: a cluster is born at the λ of its parent's split, and a member
/// belongs to it until its own.
struct CondensedTree {
  private struct Cluster {
    var parent: Int?
    var birth: Double
    var children: [Int] = []
    /// Σ (λ at which a member leaves − birth): the excess of mass.
    var stability: Double = 0
    /// The largest λ at which anything left it.
    var last: Double = 0
  }

  /// The root first, parents before children.
  private var clusters: [Cluster] = [Cluster(parent: nil, birth: 0)]
  /// For each leaf the cluster that it falls off, and at which λ.
  private var homes: [(cluster: Int, lambda: Double)]

  /// - Parameter minimumSize: 2 or more, so that no leaf is a cluster.
  init(_ tree: Dendrogram, minimumSize: Int) {
    homes = Array(repeating: (0, 0), count: tree.count)
    guard !tree.nodes.isEmpty else { return }
    var open: [(node: Int, cluster: Int)] = [(tree.count + tree.nodes.count - 1, 0)]
    while let (node, cluster) = open.popLast() {
      let split = tree.nodes[node - tree.count]
      // As in the authors' program a distance of 0 has the λ of a very small one, so that sums stay
      // finite.
      let lambda = 1 / max(split.distance, 1e-9)
      let isLeftLarge = tree.size(of: split.left) >= minimumSize
      let isRightLarge = tree.size(of: split.right) >= minimumSize
      for (child, isLarge) in [(split.left, isLeftLarge), (split.right, isRightLarge)] {
        if isLeftLarge && isRightLarge {
          let new = clusters.count
          clusters.append(Cluster(parent: cluster, birth: lambda))
          clusters[cluster].children.append(new)
          leave(cluster, at: lambda, size: tree.size(of: child))
          open.append((child, new))
        } else if isLarge {
          open.append((child, cluster))
        } else {
          for leaf in tree.leaves(of: child) {
            homes[leaf] = (cluster, lambda)
            leave(cluster, at: lambda, size: 1)
          }
        }
      }
    }
  }

  private mutating func leave(_ cluster: Int, at lambda: Double, size: Int) {
    clusters[cluster].stability += (lambda - clusters[cluster].birth) * Double(size)
    clusters[cluster].last = max(clusters[cluster].last, lambda)
  }

  /// The clusters with the most excess of mass, none inside another, the root left out.
  func selectedClusters() -> (labels: [Int?], probabilities: [Float]) {
    let selected = selection()
    var sets: [[Int]] = []
    var number: [Int: Int] = [:]
    var probabilities = [Float](repeating: 0, count: homes.count)
    for leaf in homes.indices {
      guard let cluster = selectedAncestor(of: homes[leaf].cluster, selected) else { continue }
      if number[cluster] == nil {
        number[cluster] = sets.count
        sets.append([])
      }
      sets[number[cluster]!].append(leaf)
      let last = clusters[cluster].last
      probabilities[leaf] = last > 0 ? Float(min(homes[leaf].lambda, last) / last) : 1
    }
    var labels = [Int?](repeating: nil, count: homes.count)
    let order = sets.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    for (label, members) in order.enumerated() {
      for member in members { labels[member] = label }
    }
    return (labels, probabilities)
  }

  private func selection() -> [Bool] {
    var selected = [Bool](repeating: false, count: clusters.count)
    var mass = clusters.map(\.stability)
    for cluster in clusters.indices.reversed() where cluster > 0 {
      let below = clusters[cluster].children.reduce(0) { $0 + mass[$1] }
      selected[cluster] = below <= mass[cluster]
      mass[cluster] = max(below, mass[cluster])
    }
    // What lies in a selected one is part of it; parents come before children.
    var isInside = [Bool](repeating: false, count: clusters.count)
    for (cluster, each) in clusters.enumerated() {
      guard let parent = each.parent else { continue }
      isInside[cluster] = isInside[parent] || selected[parent]
      if isInside[cluster] { selected[cluster] = false }
    }
    return selected
  }

  private func selectedAncestor(of cluster: Int, _ selected: [Bool]) -> Int? {
    var cluster: Int? = cluster
    while let next = cluster {
      if selected[next] { return next }
      cluster = clusters[next].parent
    }
    return nil
  }
}
