/// How an index keeps its vectors. None of it changes what is found beyond the graph's recall.
package struct VectorIndexOptions: Sendable {
  /// Whether a row may have several vectors, such as crops of one picture; the best of them counts.
  /// Fixed when the index is made.
  package var allowsSeveral: Bool
  /// Vectors after which a log is closed; it is scanned as it is until `maintain()` seals it.
  package var logLimit: Int
  /// Vectors from which on a segment gets a graph; a scan of fewer is fast enough and finds all.
  package var graphMinimum: Int
  /// Threads that build graphs; the graph does not depend on it.
  package var buildThreads: Int
  /// For tests: told of each change to the file system before it is made.
  package var witness: DiskWitness?

  package init(
    allowsSeveral: Bool = false, logLimit: Int = 50_000, graphMinimum: Int = 50_000,
    buildThreads: Int = 2, witness: DiskWitness? = nil
  ) {
    self.allowsSeveral = allowsSeveral
    self.logLimit = max(1, logLimit)
    self.graphMinimum = max(1, graphMinimum)
    self.buildThreads = max(1, buildThreads)
    self.witness = witness
  }
}
