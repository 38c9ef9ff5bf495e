package import Core

extension VectorSnapshot {
  /// Every living vector, oldest part first; vectors of one row come side by side.
  ///
  /// - Throws: what `body` throws, and `vectors.damaged`.
  package func forEachVector(
    _ body: (_ row: Int64, _ vector: [Float]) throws(Fault) -> Void
  ) throws(Fault) {
    for part in parts {
      for position in 0..<part.count where !part.dead.contains(position) {
        try body(part.row(at: position), try part.vector(at: position))
      }
    }
  }
}
