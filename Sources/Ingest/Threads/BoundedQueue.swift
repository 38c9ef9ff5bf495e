/// A queue between threads that holds no more than its capacity: whoever is too fast waits.
///
/// Unchecked because the state is reached under the condition's lock only.
final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
  private let condition = Condition()
  private let capacity: Int
  private var elements: [Element] = []
  private var isClosed = false

  init(capacity: Int) {
    precondition(capacity > 0, "a queue of no capacity never moves")
    self.capacity = capacity
  }

  /// Adds an element, waiting for room; `false` when the queue has been closed.
  @discardableResult
  func push(_ element: Element) -> Bool {
    condition.wait(until: { isClosed || elements.count < capacity }) {
      if isClosed { return false }
      elements.append(element)
      return true
    }
  }

  /// Takes the oldest element, waiting for one; `nil` once the queue is closed and empty.
  func pop() -> Element? {
    condition.wait(until: { isClosed || !elements.isEmpty }) {
      elements.isEmpty ? nil : elements.removeFirst()
    }
  }

  /// Takes all elements that are there, waiting for the first no longer than `milliseconds`; `nil`
  /// once the queue is closed and empty.
  func popAll(waiting milliseconds: Int) -> [Element]? {
    condition.wait(until: { isClosed || !elements.isEmpty }, milliseconds: milliseconds) {
      if elements.isEmpty, isClosed { return nil }
      defer { elements.removeAll(keepingCapacity: true) }
      return elements
    }
  }

  /// No more elements come; those that are there may still be taken.
  func close() { condition.withLock { isClosed = true } }

  /// No more elements come, and those that are there are dropped.
  func abandon() {
    condition.withLock {
      isClosed = true
      elements.removeAll()
    }
  }
}
