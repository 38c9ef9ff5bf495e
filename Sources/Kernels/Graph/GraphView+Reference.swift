extension GraphView {
  /// The walk of `nearest` in plain Swift, from a node on (that to which the upper levels lead). A
  /// filter's budget is not looked at.
  ///
  /// - Parameter similarity: of a node with the query.
  package func referenceNearest(
    from start: Int, breadth: Int, filter: Filter? = nil, similarity: (Int) -> Float
  ) -> [(node: Int, similarity: Float)] {
    var visited: Set = [start]
    var steps = Nearest(capacity: .max)
    var met = Nearest(capacity: breadth)
    var found = Nearest(capacity: filter?.kept ?? breadth)
    func offer(_ node: Int) {
      let step = (node, similarity(node))
      if met.isFull && found.isFull && step.1 <= met.worst && step.1 <= found.worst { return }
      steps.insert(step)
      met.insert(step)
      if filter.map({ $0.allowed[node / 64] >> UInt64(node % 64) & 1 == 1 }) ?? true {
        found.insert(step)
      }
    }
    offer(start)
    while let step = steps.popFirst() {
      if met.isFull && found.isFull && step.similarity < met.worst && step.similarity < found.worst
      {
        break
      }
      for node in links(of: step.node) where visited.insert(node).inserted { offer(node) }
    }
    return found.steps
  }

  /// The nearest of what was offered, best first.
  private struct Nearest {
    typealias Step = (node: Int, similarity: Float)

    let capacity: Int
    private(set) var steps: [Step] = []

    init(capacity: Int) { self.capacity = capacity }

    var isFull: Bool { steps.count == capacity }
    var worst: Float { steps.last?.similarity ?? -.infinity }

    mutating func insert(_ step: Step) {
      let place = steps.firstIndex {
        $0.similarity == step.similarity ? $0.node > step.node : $0.similarity < step.similarity
      }
      steps.insert(step, at: place ?? steps.count)
      if steps.count > capacity { steps.removeLast() }
    }

    mutating func popFirst() -> Step? { steps.isEmpty ? nil : steps.removeFirst() }
  }
}
