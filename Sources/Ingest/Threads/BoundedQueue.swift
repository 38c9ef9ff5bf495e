/// A queue between threads that holds no more than its capacity: whoever is too fast waits.
///
/// Unchecked because the state is reached under the condition's lock only.
final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
  private let condition = Condition()
  private let capacity: Int
  private var elements: [Element] = []
  /// How many of `elements`, at the front, are taken already.
  private var taken = 0
  private var isClosed = false

  init(capacity: Int) {
    precondition(capacity > 0, "a queue of no capacity never moves")
    self.capacity = capacity
  }

  /// Adds an element, waiting for room; `false` when the queue has been closed.
  @discardableResult
  func push(_ element: Element) -> Bool {
    condition.wait(until: { isClosed || elements.count - taken < capacity }) {
      if isClosed { return false }
      elements.append(element)
      return true
    }
  }

  /// Takes the oldest element, waiting for one; `nil` once the queue is closed and empty.
  func pop() -> Element? {
    condition.wait(until: { isClosed || taken < elements.count }) {
      guard taken < elements.count else { return nil }
      defer { forgetTaken() }
      taken += 1
      return elements[taken - 1]
    }
  }

  /// Takes the oldest element that is there; `nil` when there is none now.
  func popIfThere() -> Element? {
    condition.withLock {
      guard taken < elements.count else { return nil }
      defer { forgetTaken() }
      taken += 1
      return elements[taken - 1]
    }
  }

  /// Moves the rest to the front once the taken half is the larger, so that a pop costs O(1) over
  /// time.
  private func forgetTaken() {
    guard taken * 2 > elements.count else { return }
    elements.removeFirst(taken)
    taken = 0
  }

  /// Takes all elements that are there, waiting for the first no longer than `milliseconds`; `nil`
  /// once the queue is closed and empty.
  func popAll(waiting milliseconds: Int) -> [Element]? {
    condition.wait(
      until: { isClosed || taken < elements.count }, milliseconds: milliseconds
    ) {
      if taken == elements.count, isClosed { return nil }
      defer {
        elements.removeAll(keepingCapacity: true)
        taken = 0
      }
      return Array(elements[taken...])
    }
  }

  /// No more elements come; those that are there may still be taken.
  func close() { condition.withLock { isClosed = true } }

  /// No more elements come, and those that are there are dropped.
  func abandon() {
    condition.withLock {
      isClosed = true
      elements.removeAll()
      taken = 0
    }
  }
}
