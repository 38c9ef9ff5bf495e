import Catalogue
import Core
import Synchronization

/// What earlier searches found, for as long as neither the catalogue nor the index has changed.
package final class SearchCache: Sendable {
  struct Key: Hashable {
    var owner: String
    var changes: Int64
    var index: Int64
    var search: SearchKey
  }

  private struct RowsKey: Hashable {
    var owner: String
    var changes: Int64
    /// `nil`: all present pictures.
    var filter: Filter?
  }

  private let rankings: Mutex<RecentValues<Key, Ranking>>
  private let rows: Mutex<RecentValues<RowsKey, RowSet>>
  private let lastChange = Mutex<(number: Int64, seen: ContinuousClock.Instant?)>((-1, nil))
  private let presentCounts = Mutex<[String: Lagging<Int>]>([:])
  let texts = TextVectors()

  /// - Parameter capacity: how many searches are kept; about 100 kB for a thousand hits.
  package init(capacity: Int = 64) {
    rankings = Mutex(RecentValues(capacity: capacity))
    rows = Mutex(RecentValues(capacity: 2 * capacity))
  }

  /// - Parameter needed: so many hits are asked for; a ranking that stopped before them is made anew.
  func ranking(
    for key: Key, with needed: Int, _ make: () throws -> Ranking
  ) rethrows -> Ranking {
    if let known = rankings.withLock({ $0.value(for: key) }),
      known.isComplete || known.hits.count >= needed
    {
      return known
    }
    let ranking = try make()
    rankings.withLock { $0.set(ranking, for: key) }
    return ranking
  }

  /// Whether the catalogue changes so often that a set of rows would soon be of no use: it did so in
  /// the last second.
  ///
  /// - Parameter changes: the number that it has now.
  func isRestless(at changes: Int64) -> Bool {
    lastChange.withLock { last in
      if last.number != changes { last = (changes, last.number < 0 ? nil : .now) }
      return last.seen.map { $0.duration(to: .now) < .seconds(1) } ?? false
    }
  }

  /// Whether the rows of a filter are known.
  func hasRows(of owner: String, changes: Int64, filter: Filter?) -> Bool {
    rows.withLock {
      $0.value(for: RowsKey(owner: owner, changes: changes, filter: filter)) != nil
    }
  }

  /// How many pictures may be found without a filter, or lately could.
  func presentCount(of reader: CatalogueReader) throws -> Int {
    let owner = reader.owner.name
    if let known = presentCounts.withLock({ $0[owner] }), known.mayStand { return known.value }
    let made = try Lagging { try reader.presentRows().count }
    presentCounts.withLock { $0[owner] = made }
    return made.value
  }

  func rows(
    of owner: String, changes: Int64, filter: Filter?, _ make: () throws -> RowSet
  ) rethrows -> RowSet {
    let key = RowsKey(owner: owner, changes: changes, filter: filter)
    if let known = rows.withLock({ $0.value(for: key) }) { return known }
    let made = try make()
    rows.withLock { $0.set(made, for: key) }
    return made
  }
}
