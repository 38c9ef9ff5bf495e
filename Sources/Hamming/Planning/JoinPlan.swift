package import Kernels

/// How a join is done: by comparing all, or by tables that are ordered by fields of the code.
package struct JoinPlan: Sendable, Equatable {
  /// Fields of the (reordered) code that have a table, in the order of their tables; empty: compare
  /// all. By the pigeonhole principle the thresholds of all fields satisfy Σ (tᵢ + 1) = radius + 1,
  /// so that a pair within the radius is within the threshold of at least one of them.
  package let fields: [HammingField]
  /// Bit `k` of the codes that are joined is bit `order[k]` of the given ones; `nil`: as given.
  package let order: [Int]?
  /// Estimated work of one thread, nanoseconds.
  package let cost: Double

  /// Compares all.
  package static func scan(cost: Double = 0) -> JoinPlan {
    JoinPlan(fields: [], order: nil, cost: cost)
  }

  package var isScan: Bool { fields.isEmpty }
}
