extension GraphView {
  /// The walk of `nearest` in plain Swift, from a node on (that to which the upper levels lead).
  ///
  /// - Parameter similarity: of a node with the query.
  package func referenceNearest(
    from start: Int, breadth: Int, similarity: (Int) -> Float
  ) -> [(node: Int, similarity: Float)] {
    typealias Step = (node: Int, similarity: Float)
    let isNearer: (Step, Step) -> Bool = {
      $0.similarity == $1.similarity ? $0.node < $1.node : $0.similarity > $1.similarity
    }
    var visited: Set = [start]
    var steps: [Step] = [(start, similarity(start))]
    var found = steps
    while let place = steps.indices.min(by: { isNearer(steps[$0], steps[$1]) }) {
      let step = steps.remove(at: place)
      if found.count == breadth, step.similarity < found[breadth - 1].similarity { break }
      for node in links(of: step.node) where visited.insert(node).inserted {
        let next: Step = (node, similarity(node))
        if found.count == breadth, next.similarity <= found[breadth - 1].similarity { continue }
        steps.append(next)
        found.append(next)
        found.sort(by: isNearer)
        if found.count > breadth { found.removeLast() }
      }
    }
    return found
  }
}
