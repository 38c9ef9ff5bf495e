/// The hierarchy of single linkage: leaves 0..<count, then a node for each edge of a spanning tree, the
/// shortest first; the last node is the root.
struct Dendrogram {
  struct Node {
    var left: Int
    var right: Int
    var distance: Double
    var size: Int
  }

  let count: Int
  /// Node `count + k` is element k.
  private(set) var nodes: [Node] = []

  init(edges: [SpanningTree.Edge], count: Int) {
    self.count = count
    var sets = DisjointSets(count)
    // The node of a set, by its root.
    var tops = Array(0..<count)
    for edge in edges {
      let (one, other) = (sets.root(of: edge.first), sets.root(of: edge.second))
      let node = Node(
        left: tops[one], right: tops[other], distance: Double(edge.square).squareRoot(),
        size: size(of: tops[one]) + size(of: tops[other]))
      sets.join(one, other)
      tops[sets.root(of: one)] = count + nodes.count
      nodes.append(node)
    }
  }

  func size(of node: Int) -> Int { node < count ? 1 : nodes[node - count].size }

  /// The leaves below a node.
  func leaves(of node: Int) -> [Int] {
    var (open, leaves): ([Int], [Int]) = ([node], [])
    while let next = open.popLast() {
      if next < count {
        leaves.append(next)
      } else {
        open.append(nodes[next - count].right)
        open.append(nodes[next - count].left)
      }
    }
    return leaves
  }
}
