package import Core
import Glibc
import Synchronization
import TestSupport
package import Vectors

/// A seeded life of an index: what each change holds follows from the seed and the change's number,
/// so that anybody can say what must be there after the n-th.
package struct VectorScenario: Sendable {
  package static let space = VectorSpace(name: "crash", dimension: 16)
  package static let changes = 50
  private static let rows = Int64(120)

  package let seed: UInt64
  package let folder: FilePath
  private var allowsSeveral: Bool { seed % 3 == 0 }
  /// Whether the background work runs beside the changes instead of between them.
  private var worksBeside: Bool { seed % 2 == 0 }

  package init(seed: UInt64, folder: FilePath) { (self.seed, self.folder) = (seed, folder) }

  /// The n-th change, from 1 on.
  private func change(_ number: Int) -> (rows: [(row: Int64, vector: [Float])], removed: [Int64]) {
    var random = SeededGenerator(seed: seed &* 1_000_003 &+ UInt64(number))
    let rows = (0..<Int.random(in: 0...9, using: &random)).map { _ in
      let row = Int64.random(in: 0..<Self.rows, using: &random)
      return (row, (0..<16).map { _ in Float.random(in: -1...1, using: &random) })
    }
    let removed = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      Int64.random(in: 0..<Self.rows, using: &random)
    }
    return (rows, removed)
  }

  /// What must be there after the n-th change.
  package func truth(after number: Int) throws(Fault) -> FlatReference {
    var truth = FlatReference(space: Self.space)
    for step in stride(from: 1, through: number, by: 1) {
      var (rows, removed) = change(step)
      if !allowsSeveral {
        // The last of a row counts.
        var last: [Int64: Int] = [:]
        for (index, entry) in rows.enumerated() { last[entry.row] = index }
        rows = rows.enumerated().filter { last[$0.element.row] == $0.offset }.map(\.element)
      }
      try truth.append(rows, removing: removed)
    }
    return truth
  }

  package func open(witness: DiskWitness? = nil) throws(Fault) -> VectorIndex {
    let options = VectorIndexOptions(
      allowsSeveral: allowsSeveral, logLimit: 40, graphMinimum: 60, buildThreads: 1,
      witness: witness)
    return try VectorIndex(at: folder, space: Self.space, options: options)
  }

  /// Goes on from where the index is, and reports each change as soon as it is acknowledged.
  package func run(
    witness: @escaping DiskWitness, acknowledged: @Sendable (Int) -> Void
  ) throws(Fault) {
    let index = try open(witness: witness)
    let first = Int(index.watermark) + 1
    let isDone = Atomic<Bool>(false)
    let failure = Mutex<Fault?>(nil)
    let work: @Sendable () -> Void = {
      do throws(Fault) {
        repeat { try index.maintain() } while !isDone.load(ordering: .relaxed)
      } catch { failure.withLock { $0 = error } }
    }
    let result = WorkerThreads.withThreads(worksBeside ? 1 : 0, work) {
      defer { isDone.store(true, ordering: .relaxed) }
      return changes(to: index, from: first, acknowledged)
    }
    try result.get()
    if let fault = failure.withLock({ $0 }) { throw fault }
  }

  private func changes(
    to index: VectorIndex, from first: Int, _ acknowledged: (Int) -> Void
  ) -> Result<Void, Fault> {
    do throws(Fault) {
      for step in stride(from: first, through: Self.changes, by: 1) {
        let (rows, removed) = change(step)
        try index.append(rows, removing: removed, watermark: Int64(step))
        acknowledged(step)
        switch (seed &+ UInt64(step)) % 13 {
        case 0: try index.closeLog()
        case 1: try index.compact()
        case 2...4 where !worksBeside: try index.maintain()
        default: break
        }
      }
      return .success(())
    } catch { return .failure(error) }
  }
}
