import Core
import Kernels

/// A segment to be written: which vectors of which parts, in the order of their rows.
struct SegmentDraft {
  /// Where a vector comes from.
  struct Source {
    var row: Int64
    var part: Int
    var position: Int
  }

  let parts: [Part]
  /// Ascending by row.
  let sources: [Source]
  let removed: [Int64]

  /// What lives of `parts`, which are neighbours in an index, oldest first.
  ///
  /// - Parameter isOldest: nothing is older than these, so that there is nothing left to remove.
  init(merging parts: [Part], isOldest: Bool) {
    self.parts = parts
    var sources: [Source] = []
    sources.reserveCapacity(parts.reduce(0) { $0 + $1.count - $1.dead.count })
    for (index, part) in parts.enumerated() {
      for position in 0..<part.count where !part.dead.contains(position) {
        sources.append(Source(row: part.row(at: position), part: index, position: position))
      }
    }
    // A row lives in one part only, its vectors side by side.
    sources.sort { ($0.row, $0.position) < ($1.row, $1.position) }
    self.sources = sources
    removed = isOldest ? [] : Set(parts.flatMap(\.removed)).sorted()
  }

  /// Writes the files of segment `number` and waits until they are on the disk.
  /// - Throws: `vectors.damaged` when a vector to be copied is; `Cancelled` as `nil` result.
  /// - Returns: whether it was carried out and not cancelled.
  func write(
    _ number: UInt64, in folder: FilePath, dimension: Int, witness: DiskWitness?,
    cancellation: CancellationToken
  ) throws(Fault) -> Bool {
    var vectors = try SectionFileWriter(
      SealedSegment.path(number, .vectors, in: folder), kind: SealedSegment.vectorsKind,
      dimension: dimension, count: sources.count, extra: [], witness: witness)
    var codes = try SectionFileWriter(
      SealedSegment.path(number, .codes, in: folder), kind: SealedSegment.codesKind,
      dimension: dimension, count: sources.count, extra: [], witness: witness)
    let width = VectorKernel.codeWidth(dimension: dimension)
    var (scales, checksums): ([Float], [UInt32]) = ([], [])
    try vectors.begin(.vectors)
    try codes.begin(.codes)
    for start in stride(from: 0, to: sources.count, by: 1024) {
      if cancellation.isCancelled { return false }
      let batch = sources[start..<min(start + 1024, sources.count)]
      var (numbers, bytes): ([Float], [UInt8]) = ([], [])
      numbers.reserveCapacity(batch.count * dimension)
      bytes.reserveCapacity(batch.count * width)
      for source in batch {
        let vector = try parts[source.part].vector(at: source.position)
        let (code, scale) = VectorKernel.code(of: vector)
        numbers += vector
        bytes += code
        scales.append(scale)
        checksums.append(vector.withUnsafeBytes { VectorKernel.checksum($0) })
      }
      try vectors.append(numbers)
      try codes.append(bytes)
    }
    try codes.begin(.scales)
    try codes.append(scales)
    try vectors.begin(.rows)
    try vectors.append(sources.map(\.row))
    try vectors.begin(.vectorChecksums)
    try vectors.append(checksums)
    try vectors.begin(.removed)
    try vectors.append(removed)
    try codes.finish()
    try vectors.finish()
    return true
  }
}
