import CKernels

/// Joins of tables: all pairs of codes at most `radius` bits apart.
///
/// Hits come in runs of at most 4,096, in an order that depends on the tables alone; a `body` that
/// returns `false` ends the join. ``HammingReference`` says the same in plain Swift.
package struct HammingKernel: Sendable {
  /// Largest distance of a hit, 0…64·words.
  package let radius: Int
  /// Fields whose tables came before: a pair within the threshold of one of them is theirs.
  package let earlier: [HammingField]
  private let head: Int?
  private let path: HammingPath

  package typealias Body = (UnsafeBufferPointer<HammingHit>) -> Bool

  /// - Parameter head: how many words of a code to compare before the first look, from
  ///   ``HammingTable/decidingWords(radius:)``; `nil` asks it at each join.
  package init(
    radius: Int, earlier: [HammingField] = [], head: Int? = nil, path: HammingPath = .best
  ) {
    precondition(radius >= 0 && path.isSupported)
    self.radius = radius
    self.earlier = earlier.filter { $0.threshold >= 0 }
    self.head = head
    self.path = path
  }

  /// Every position of `rows` in the left table with every one of `columns` in the right.
  /// - Complexity: O(rows · columns).
  package func joinRectangle(
    _ left: HammingTable, rows: Range<Int>, _ right: HammingTable, columns: Range<Int>,
    _ body: Body
  ) {
    guard !rows.isEmpty, !columns.isEmpty else { return }
    run(left, right, body) { job in
      hamming_join_rectangle(
        job, rows.lowerBound, rows.upperBound, columns.lowerBound, columns.upperBound)
    }
  }

  /// Every position of `rows` with every later position of the same table.
  /// - Complexity: O(rows · count).
  package func joinStrip(_ table: HammingTable, rows: Range<Int>, _ body: Body) {
    guard !rows.isEmpty else { return }
    run(table, table, body) { job in
      hamming_join_strip(job, rows.lowerBound, rows.upperBound, table.count)
    }
  }

  /// Each of the left table's buckets with the right table's buckets of the same key and of every
  /// key that differs by one of the masks. Both tables are ordered by the same bits. With the same
  /// table on both sides each pair is met once.
  package func joinBuckets(
    _ left: HammingTable, _ right: HammingTable, masks: HammingMasks, buckets: Range<Int>,
    _ body: Body
  ) {
    precondition(left.field?.width == masks.width && right.field?.offset == left.field?.offset)
    run(left, right, body) { job in
      masks.masks.withUnsafeBufferPointer { list in
        masks.groups.withUnsafeBufferPointer { groups in
          withUnsafePointer(to: 0 as UInt32) { none in
            hamming_join_buckets(
              job, list.baseAddress ?? none, groups.baseAddress!, UInt32(masks.width),
              left === right, UInt32(buckets.lowerBound), UInt32(buckets.upperBound))
          }
        }
      }
    }
  }

  private func headWords(_ table: HammingTable) -> Int {
    head ?? table.decidingWords(radius: radius)
  }

  private static let runLength = 4096

  private func run(
    _ left: HammingTable, _ right: HammingTable, _ body: Body,
    _ join: (UnsafeMutablePointer<hamming_job>) -> Bool
  ) {
    withoutActuallyEscaping(body) { body in
      let delivery = Delivery(body: body)
      withUnsafeTemporaryAllocation(of: hamming_hit.self, capacity: Self.runLength) { buffer in
        earlier.map(\.c).withUnsafeBufferPointer { fields in
          var job = hamming_job(
            path: Int32(path.rawValue), words: UInt32(left.words), radius: UInt32(radius),
            head: UInt32(headWords(right)), left: left.side, right: right.side,
            earlier: fields.baseAddress,
            earlier_count: fields.count, buffer: buffer.baseAddress!, capacity: Self.runLength,
            count: 0,
            flush: { context, hits, count in
              Unmanaged<Delivery>.fromOpaque(context!).takeUnretainedValue().deliver(hits, count)
            },
            context: Unmanaged.passUnretained(delivery).toOpaque())
          if join(&job), job.count > 0 { _ = delivery.deliver(job.buffer, job.count) }
        }
      }
    }
  }

  /// What the C loop hands its hits to.
  private final class Delivery {
    private let body: Body

    init(body: @escaping Body) { self.body = body }

    func deliver(_ hits: UnsafePointer<hamming_hit>, _ count: Int) -> Bool {
      withUnsafeTemporaryAllocation(of: HammingHit.self, capacity: count) { run in
        for index in 0..<count {
          let hit = hits[index]
          run.initializeElement(
            at: index,
            to: HammingHit(
              left: Int32(hit.left), right: Int32(hit.right), distance: UInt16(hit.distance)))
        }
        return body(UnsafeBufferPointer(run))
      }
    }
  }
}
