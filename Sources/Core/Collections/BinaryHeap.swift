/// A heap with the first element, in an order that is given, on top. Equal elements come in no order.
///
/// `push` and `pop` are O(log n). Source: Williams 1964, "Algorithm 232: Heapsort".
package struct BinaryHeap<Element> {
  private var elements: [Element] = []
  private let comesBefore: (Element, Element) -> Bool

  package init(_ comesBefore: @escaping (Element, Element) -> Bool) {
    self.comesBefore = comesBefore
  }

  package var isEmpty: Bool { elements.isEmpty }
  package var count: Int { elements.count }
  package var first: Element? { elements.first }

  package mutating func push(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard comesBefore(elements[child], elements[parent]) else { return }
      elements.swapAt(child, parent)
      child = parent
    }
  }

  package mutating func pop() -> Element? {
    guard let last = elements.popLast() else { return nil }
    guard let first = elements.first else { return last }
    elements[0] = last
    var parent = 0
    while true {
      var best = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < elements.count && comesBefore(elements[child], elements[best]) {
        best = child
      }
      if best == parent { return first }
      elements.swapAt(parent, best)
      parent = best
    }
  }
}
