package import Core
import Kernels
import Synchronization

/// Multi-index hashing as a join: finds all pairs within a radius in time that grows little faster
/// than the number of codes and of pairs found.
///
/// The code is cut into fields. Two codes within radius r are, in at least one field i, within its
/// threshold tᵢ, where Σ (tᵢ + 1) = r + 1 (Norouzi, Punjani, Fleet: Fast Search in Hamming Space with
/// Multi-Index Hashing, CVPR 2012). Instead of looking codes up one by one, each field's table lays
/// all codes out by the field's value and compares whole buckets `b` and `b ^ mask` side by side; a
/// pair counts at the first table that finds it. Fields and thresholds are chosen by measured cost
/// (``JoinPlanner``); where nothing beats comparing all, all are compared.
///
/// Memory while joining: beside the codes, 12 bytes a code of 64 bits or 36 of 256 bits for the one
/// table held, 4 bytes a bucket (fewer than 4 buckets a code), and as much as the codes again when
/// their bits are reordered. Identical codes, where a sample shows many, are joined as one.
package struct MultiIndex<Code: HammingCode>: HammingSearch {
  package let codes: [Code]
  private let identical: IdenticalCodes<Code>?
  private let sample: [Code]
  private let options: SearchOptions
  private let scanTable = ScanTable()

  package init(_ codes: [Code]) { self.init(codes, options: SearchOptions()) }

  package init(_ codes: [Code], options: SearchOptions) {
    self.codes = codes
    self.options = options
    let drawn = Self.draw(from: codes)
    identical = Self.repeatsMuch(drawn) ? IdenticalCodes(codes) : nil
    sample = identical.map { Self.draw(from: $0.codes) } ?? drawn
  }

  /// What is joined: the different codes, or all where few repeat.
  private var joined: [Code] { identical?.codes ?? codes }

  package func forEachPair(
    within radius: Int, cancellation: CancellationToken?, _ body: (HammingPair) throws -> Void
  ) throws {
    guard radius >= 0 else { return }
    if let identical {
      for index in identical.codes.indices {
        if cancellation?.isCancelled == true { throw Cancelled() }
        try visitPairs(among: identical.members(of: index), body)
      }
    }
    try joiner(cancellation).joinSelf(joined, radius: radius, plan: plan(within: radius)) { hits in
      for hit in hits { try visit(hit, body) }
    }
  }

  package func forEachMatch(
    of queries: [Code], within radius: Int, cancellation: CancellationToken?,
    _ body: (HammingMatch) throws -> Void
  ) throws {
    guard radius >= 0 else { return }
    let plan = plan(ofQueries: queries.count, within: radius)
    try joiner(cancellation).joinQueries(queries, joined, radius: radius, plan: plan) { hits in
      for hit in hits {
        guard let identical else {
          try body(HammingMatch(hit))
          continue
        }
        for member in identical.members(of: Int(hit.right)) {
          try body(HammingMatch(query: hit.left, index: member, distance: hit.distance))
        }
      }
    }
  }

  package func neighbours(of code: Code, within radius: Int) -> [HammingNeighbour] {
    guard radius >= 0 else { return [] }
    let joiner = joiner(nil)
    let table = scanTable.value { joiner.table(codes) }
    var found: [HammingNeighbour] = []
    do {
      try joiner.joinQueries([code], with: table, radius: radius) { hits in
        for hit in hits {
          found.append(HammingNeighbour(index: hit.right, distance: hit.distance))
        }
      }
    } catch { preconditionFailure("nothing here throws: \(error)") }
    return found.sorted { $0.index < $1.index }
  }

  // MARK: plans

  /// How the pairs within a radius are found.
  package func plan(within radius: Int) -> JoinPlan {
    plan(.own(joined.count), radius)
  }

  /// How the matches of that many queries are found.
  package func plan(ofQueries count: Int, within radius: Int) -> JoinPlan {
    plan(.cross(count, joined.count), radius)
  }

  private func plan(_ size: JoinSize, _ radius: Int) -> JoinPlan {
    JoinPlanner(
      words: Code.wordCount, radius: radius, size: size, sample: sample.withWords { Array($0) }
    ).plan(fieldCount: options.fieldCount)
  }

  /// Codes at places that have nothing to do with the order in which pictures come.
  private static func draw(from codes: [Code]) -> [Code] {
    guard codes.count > 4 * JoinPlanner.sampleSize else { return codes }
    var state: UInt64 = 0
    return (0..<JoinPlanner.sampleSize).map { _ in
      // A Weyl sequence by the golden ratio: even, without repetition.
      state &+= 0x9E37_79B9_7F4A_7C15
      return codes[Int(state.multipliedFullWidth(by: UInt64(codes.count)).high)]
    }
  }

  /// Whether a code occurs eight times in the sample: fewer copies cost less to compare than to find.
  private static func repeatsMuch(_ sample: [Code]) -> Bool {
    var occurrences = [Int](repeating: 0, count: sample.count)
    for first in sample.withWords({ HammingCodes.firstEqual($0, words: Code.wordCount) }) {
      occurrences[Int(first)] += 1
      if occurrences[Int(first)] == 8 { return true }
    }
    return false
  }

  // MARK: pairs of the given codes

  private func visit(_ hit: HammingHit, _ body: (HammingPair) throws -> Void) rethrows {
    guard let identical else { return try body(HammingPair(hit)) }
    for left in identical.members(of: Int(hit.left)) {
      for right in identical.members(of: Int(hit.right)) {
        try body(HammingPair(HammingHit(left: left, right: right, distance: hit.distance)))
      }
    }
  }

  private func visitPairs(
    among members: ArraySlice<Int32>, _ body: (HammingPair) throws -> Void
  ) rethrows {
    for (offset, first) in members.enumerated() {
      for second in members.dropFirst(offset + 1) {
        try body(HammingPair(first: first, second: second, distance: 0))
      }
    }
  }

  private func joiner(_ cancellation: CancellationToken?) -> Joiner<Code> {
    Joiner(threads: options.threads, path: options.path, cancellation: cancellation)
  }
}

/// The planes that single look-ups scan, made by the first of them.
private final class ScanTable: Sendable {
  private let table = Mutex<HammingTable?>(nil)

  func value(_ make: () -> HammingTable) -> HammingTable {
    table.withLock { held in
      if let held { return held }
      let made = make()
      held = made
      return made
    }
  }
}
