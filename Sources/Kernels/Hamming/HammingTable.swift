import CKernels

/// Codes laid out for the join kernels: one plane a word, in the order of a field's bits when the
/// table has one, so that the codes of a bucket lie side by side.
///
/// Takes `8 · words` bytes a code, and for a table with a field 4 more a code and 4 a bucket (of
/// which there are 2^width); while it is built, 4 more a bucket and part.
package final class HammingTable: @unchecked Sendable {
  /// Calls its closure with 0..<count, from any threads, and returns when all have.
  package typealias Loop = (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

  /// Number of codes.
  package let count: Int
  /// Words a code: 1 or 4.
  package let words: Int
  /// What the table is ordered by; `nil` for the given order.
  package let field: HammingField?

  // Written by `init` alone, hence `@unchecked Sendable`.
  private let planes: UnsafeMutablePointer<UInt64>
  private let ids: UnsafeMutablePointer<UInt32>?
  private let starts: UnsafeMutablePointer<UInt32>?
  private let stride: Int

  /// Lays codes out.
  ///
  /// - Parameters:
  ///   - codes: `count · words` words, a code's words side by side.
  ///   - field: what to order by, stably; `nil` keeps the order.
  ///   - parts: how many pieces of the work may go on at once.
  /// - Complexity: O(count + 2^width · parts).
  package init(
    codes: UnsafeBufferPointer<UInt64>, words: Int, orderedBy field: HammingField? = nil,
    parts: Int = 1, loop: Loop = { count, body in (0..<count).forEach(body) }
  ) {
    precondition(words == 1 || words == 4)
    count = codes.count / words
    precondition(count < Int(Int32.max), "at most 2^31 codes")
    self.words = words
    self.field = field
    stride = count + Int(HAMMING_PADDING)
    planes = .allocate(capacity: words * stride)
    for word in 0..<words {
      (planes + word * stride + count).initialize(repeating: 0, count: Int(HAMMING_PADDING))
    }
    guard let field else {
      ids = nil
      starts = nil
      gather(codes, parts: parts, loop: loop)
      return
    }
    ids = .allocate(capacity: max(1, count))
    starts = .allocate(capacity: 1 << field.width + 1)
    sort(codes, by: field, parts: parts, loop: loop)
    gather(codes, parts: parts, loop: loop)
  }

  deinit {
    planes.deallocate()
    ids?.deallocate()
    starts?.deallocate()
  }

  /// Number of buckets; 1 without a field.
  package var bucketCount: Int { field.map { 1 << $0.width } ?? 1 }

  /// Positions of a bucket's codes.
  package func bucket(_ index: Int) -> Range<Int> {
    guard let starts else { return 0..<count }
    return Int(starts[index])..<Int(starts[index + 1])
  }

  /// The index, in the given codes, of the code at a position.
  package func id(at position: Int) -> Int { ids.map { Int($0[position]) } ?? position }

  /// Calls `body` with the words of the code at a position.
  package func withCode<R>(at position: Int, _ body: (UnsafePointer<UInt64>) -> R) -> R {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: words) { code in
      for word in 0..<words { code[word] = planes[word * stride + position] }
      return body(UnsafePointer(code.baseAddress!))
    }
  }

  /// How many words of these codes nearly always tell that two are farther apart than the radius.
  /// - Complexity: O(1): 2,048 pairs are looked at.
  package func decidingWords(radius: Int) -> Int {
    Int(hamming_deciding_words(side, UInt32(words), count, UInt32(radius)))
  }

  var side: hamming_side {
    hamming_side(planes: planes, stride: stride, ids: ids, starts: starts)
  }

  // MARK: counting sort

  private func part(_ index: Int, of parts: Int) -> Range<Int> {
    count * index / parts..<count * (index + 1) / parts
  }

  private func sort(
    _ codes: UnsafeBufferPointer<UInt64>, by field: HammingField, parts: Int, loop: Loop
  ) {
    guard let starts, let ids, let base = codes.baseAddress else {
      starts?.initialize(repeating: 0, count: bucketCount + 1)
      return
    }
    let buckets = bucketCount
    // Counters of every part: 64 MiB at most.
    let parts = min(parts, max(1, 1 << 24 / buckets))
    let counters = UnsafeMutablePointer<UInt32>.allocate(capacity: buckets * parts)
    defer { counters.deallocate() }
    counters.initialize(repeating: 0, count: buckets * parts)
    let shared = Shared(codes: base, counters: counters, ids: ids)
    loop(parts) { [words] index in
      let range = self.part(index, of: parts)
      hamming_count_keys(
        shared.codes, UInt32(words), range.lowerBound, range.upperBound, field.c,
        shared.counters + index * buckets)
    }
    var position: UInt32 = 0
    for bucket in 0..<buckets {
      starts[bucket] = position
      for index in 0..<parts {
        let size = counters[index * buckets + bucket]
        counters[index * buckets + bucket] = position
        position += size
      }
    }
    starts[buckets] = position
    loop(parts) { [words] index in
      let range = self.part(index, of: parts)
      hamming_place_ids(
        shared.codes, UInt32(words), range.lowerBound, range.upperBound, field.c,
        shared.counters + index * buckets, shared.ids)
    }
  }

  private func gather(_ codes: UnsafeBufferPointer<UInt64>, parts: Int, loop: Loop) {
    guard let base = codes.baseAddress else { return }
    let shared = Shared(codes: base, counters: nil, ids: nil)
    loop(parts) { [words] index in
      let range = self.part(index, of: parts)
      hamming_gather(
        shared.codes, UInt32(words), self.ids, range.lowerBound, range.upperBound, self.planes,
        self.stride)
    }
  }

  /// Pointers that the parts of a pass share; each part writes places of its own.
  private struct Shared: @unchecked Sendable {
    let codes: UnsafePointer<UInt64>
    let counters: UnsafeMutablePointer<UInt32>!
    let ids: UnsafeMutablePointer<UInt32>!
  }
}
