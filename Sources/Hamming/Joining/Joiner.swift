import Core
import Kernels

/// Carries plans out: the part that the scan and the index share.
///
/// Holds, beside the codes, one table at a time of `8 · words + 4` bytes a code (12 for 64 bits, 36
/// for 256) and 4 bytes a bucket; for a cross join two, that of the queries in batches; for a plan
/// with reordered bits a copy of the codes too.
struct Joiner<Code: HammingCode>: Sendable {
  let threads: Int
  let path: HammingPath
  let isCancelled: @Sendable () -> Bool

  typealias Consume = (UnsafeBufferPointer<HammingHit>) throws -> Void

  init(threads: Int, path: HammingPath, cancellation: CancellationToken? = nil) {
    self.threads = threads
    self.path = path
    isCancelled = { cancellation?.isCancelled ?? false }
  }

  /// Rows that one task of a scan compares; a multiple of the kernel's 512.
  private static var rowsPerTask: Int { 1024 }
  /// Columns that one task of a scan compares.
  private static var columnsPerTask: Int { 1 << 18 }
  /// Tasks a table: many more than threads, so that none idles at the end.
  private static var tasksPerTable: Int { 128 }
  /// Queries whose tables are held at once.
  private static var queryBatch: Int { 1 << 22 }

  // MARK: a collection with itself

  func joinSelf(_ codes: [Code], radius: Int, plan: JoinPlan, _ consume: Consume) throws {
    if plan.isScan { return try joinSelf(table(codes), radius: radius, consume) }
    try reordered(codes, by: plan.order) { words in
      for index in plan.fields.indices {
        let table = table(words, orderedBy: plan.fields[index])
        try joinBuckets(table, table, plan: plan, index, radius: radius, consume)
      }
    }
  }

  /// Compares all.
  func joinSelf(_ table: HammingTable, radius: Int, _ consume: Consume) throws {
    let kernel = HammingKernel(
      radius: radius, head: table.decidingWords(radius: radius), path: path)
    let rows = Self.rowsPerTask
    try deliver(tasks: (table.count + rows - 1) / rows, consume) { task, emit in
      let first = task * rows
      kernel.joinStrip(table, rows: first..<min(first + rows, table.count), emit)
    }
  }

  // MARK: queries with a collection

  func joinQueries(
    _ queries: [Code], _ codes: [Code], radius: Int, plan: JoinPlan, _ consume: Consume
  ) throws {
    if plan.isScan {
      return try joinQueries(queries, with: table(codes), radius: radius, consume)
    }
    try reordered(codes, by: plan.order) { base in
      try reordered(queries, by: plan.order) { queries in
        for index in plan.fields.indices {
          let right = table(base, orderedBy: plan.fields[index])
          try inBatches(queries) { batch, first in
            let left = table(batch, orderedBy: plan.fields[index])
            try joinBuckets(left, right, plan: plan, index, radius: radius) { hits in
              try consumeShifted(hits, by: first, consume)
            }
          }
        }
      }
    }
  }

  /// Compares all.
  func joinQueries(
    _ queries: [Code], with right: HammingTable, radius: Int, _ consume: Consume
  ) throws {
    let left = table(queries)
    let kernel = HammingKernel(
      radius: radius, head: right.decidingWords(radius: radius), path: path)
    let (height, width) = (Self.rowsPerTask, Self.columnsPerTask)
    let across = (right.count + width - 1) / width
    try deliver(tasks: (left.count + height - 1) / height * across, consume) { task, emit in
      let (row, column) = (task / across * height, task % across * width)
      kernel.joinRectangle(
        left, rows: row..<min(row + height, left.count), right,
        columns: column..<min(column + width, right.count), emit)
    }
  }

  private func inBatches(
    _ queries: UnsafeBufferPointer<UInt64>,
    _ body: (UnsafeBufferPointer<UInt64>, Int) throws -> Void
  ) rethrows {
    let length = Self.queryBatch * Code.wordCount
    for first in stride(from: 0, to: queries.count, by: length) {
      let batch = queries[first..<min(first + length, queries.count)]
      try body(UnsafeBufferPointer(rebasing: batch), first / Code.wordCount)
    }
  }

  private func consumeShifted(
    _ hits: UnsafeBufferPointer<HammingHit>, by first: Int, _ consume: Consume
  ) rethrows {
    guard first > 0 else { return try consume(hits) }
    try hits.map {
      HammingHit(left: $0.left + Int32(first), right: $0.right, distance: $0.distance)
    }.withUnsafeBufferPointer(consume)
  }

  // MARK: tables

  private func joinBuckets(
    _ left: HammingTable, _ right: HammingTable, plan: JoinPlan, _ index: Int, radius: Int,
    _ consume: Consume
  ) throws {
    let field = plan.fields[index]
    let masks = HammingMasks(width: field.width, weight: field.threshold)
    let kernel = HammingKernel(
      radius: radius, earlier: Array(plan.fields[..<index]),
      head: right.decidingWords(radius: radius), path: path)
    let shares = shares(of: left)
    try deliver(tasks: shares.count, consume) { task, emit in
      kernel.joinBuckets(left, right, masks: masks, buckets: shares[task], emit)
    }
  }

  /// Ranges of buckets that hold about as many codes each.
  private func shares(of table: HammingTable) -> [Range<Int>] {
    var shares: [Range<Int>] = []
    var first = 0
    for task in 1...Self.tasksPerTable {
      let goal = table.count * task / Self.tasksPerTable
      var (low, high) = (first, table.bucketCount)
      while low < high {
        let middle = (low + high) / 2
        if table.bucket(middle).upperBound < goal { low = middle + 1 } else { high = middle }
      }
      let end = task == Self.tasksPerTable ? table.bucketCount : min(low + 1, table.bucketCount)
      if end > first { shares.append(first..<end) }
      first = max(first, end)
    }
    return shares
  }

  func table(_ codes: [Code]) -> HammingTable {
    codes.withWords { table($0, orderedBy: nil) }
  }

  private func table(
    _ words: UnsafeBufferPointer<UInt64>, orderedBy field: HammingField?
  ) -> HammingTable {
    // Threads cost more than they save on a small table.
    let threads = words.count < 1 << 15 ? 1 : threads
    return HammingTable(codes: words, words: Code.wordCount, orderedBy: field, parts: threads) {
      WorkerThreads.forEach($0, threads: threads, $1)
    }
  }

  private func reordered<R>(
    _ codes: [Code], by order: [Int]?, _ body: (UnsafeBufferPointer<UInt64>) throws -> R
  ) rethrows -> R {
    try codes.withWords { words in
      guard let order else { return try body(words) }
      return try HammingCodes.reordered(words, words: Code.wordCount, order: order)
        .withUnsafeBufferPointer(body)
    }
  }

  private func deliver(
    tasks: Int, _ consume: Consume, _ produce: @escaping OrderedDelivery.Produce
  ) throws {
    try OrderedDelivery.run(
      tasks: tasks, threads: threads, isCancelled: isCancelled, produce: produce, consume: consume)
    if isCancelled() { throw Cancelled() }
  }
}
