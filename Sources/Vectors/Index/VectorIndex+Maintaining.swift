package import Core
import Glibc
import Kernels
import Objects
import Synchronization

extension VectorIndex {
  /// Closes the log: what comes next goes to a new one. Returns at once when it is empty.
  package func closeLog() throws(Fault) {
    try flushing.withLock { _ throws(Fault) in try closeLogWhileFlushing() }
  }

  private func closeLogWhileFlushing() throws(Fault) {
    let (log, written) = state.withLock { ($0.log, $0.written) }
    try flush(log, upTo: written)
    try state.withLock { state throws(Fault) in
      // Others may have written since the flush: then the log is not closed now but by one of them.
      guard state.pending.isEmpty, state.contents.logEnd > LogFile.headerSize else { return }
      if let failure = state.failure { throw failure }
      let number = state.manifest.nextNumber
      let next = try LogFile(
        creating: number, in: folder, dimension: space.dimension,
        watermark: state.contents.watermark, witness: options.witness)
      var manifest = state.manifest
      manifest.entries.append(.log(number))
      try commit(manifest, &state)
      try state.contents.begin(log: number, in: folder, logLimit: options.logLimit)
      state.log = next
      state.end = LogFile.headerSize
    }
  }

  /// Makes a manifest the valid one.
  private func commit(_ manifest: Manifest, _ state: inout State) throws(Fault) {
    do throws(Fault) {
      try manifest.write(in: folder, witness: options.witness)
    } catch {
      // Renamed or not: what is appended now might go to a file that the next start does not know.
      state.failure = error
      throw error
    }
    state.manifest = manifest
  }

  /// Does the background work that is due: seals closed logs, merges neighbours so that a few
  /// segments of growing size remain, and builds the graphs of large ones. Appending and searching
  /// go on meanwhile. One call works at a time, another waits.
  ///
  /// - Throws: faults of the file system, `vectors.damaged`; the index is as before then.
  package func maintain(
    cancellation: CancellationToken = CancellationToken(),
    progress: @Sendable (VectorMaintenance) -> Void = { _ in }
  ) throws(Fault) {
    try maintenance.withLock { _ throws(Fault) in
      while !cancellation.isCancelled {
        let parts = state.withLock { $0.contents.parts }
        guard let range = MergePlan.due(parts.dropLast().map(MergePlan.Size.init)) else { break }
        try merge(range, cancellation: cancellation, progress: progress)
      }
      try buildGraphs(cancellation: cancellation, progress: progress)
    }
  }

  /// Makes one segment of everything that is there now, without what was replaced or removed.
  package func compact(
    cancellation: CancellationToken = CancellationToken(),
    progress: @Sendable (VectorMaintenance) -> Void = { _ in }
  ) throws(Fault) {
    try closeLog()
    try maintenance.withLock { _ throws(Fault) in
      let parts = state.withLock { $0.contents.parts }
      if !MergePlan.isCompact(parts.dropLast().map(MergePlan.Size.init)) {
        try merge(0..<parts.count - 1, cancellation: cancellation, progress: progress)
      }
      try buildGraphs(cancellation: cancellation, progress: progress)
    }
  }

  /// Makes one segment of neighbouring parts, of which the log being written is none.
  private func merge(
    _ range: Range<Int>, cancellation: CancellationToken,
    progress: @Sendable (VectorMaintenance) -> Void
  ) throws(Fault) {
    // Parts before the last log only change by what dies in them, and only this work moves them.
    let (old, number) = state.withLock { state in
      (Array(state.contents.parts[range]), state.manifest.nextNumber)
    }
    progress(.merging(parts: old.count, vectors: old.reduce(0) { $0 + $1.count }))
    let draft = SegmentDraft(merging: old, isOldest: range.lowerBound == 0)
    // A log begun meanwhile may take the same number, but has another name.
    var segment: SealedSegment?
    do throws(Fault) {
      let isWritten = try draft.write(
        number, in: folder, dimension: space.dimension, witness: options.witness,
        cancellation: cancellation)
      if isWritten {
        segment = try SealedSegment(number, hasGraph: false, in: folder, space: space)
      }
    } catch {
      removeFiles(of: number)
      throw error
    }
    guard let segment else { return removeFiles(of: number) }
    let gone = try state.withLock { state throws(Fault) in
      if let failure = state.failure { throw failure }
      var manifest = state.manifest
      let before = manifest.files
      manifest.entries.replaceSubrange(range, with: [.segment(number, hasGraph: false)])
      try commit(manifest, &state)
      state.contents.replace(range, old, with: segment)
      return before.subtracting(manifest.files)
    }
    remove(gone)
  }

  /// Gives a graph to every segment that is large enough and has none.
  private func buildGraphs(
    cancellation: CancellationToken, progress: @Sendable (VectorMaintenance) -> Void
  ) throws(Fault) {
    let parts = state.withLock { $0.contents.parts }
    for (index, part) in parts.enumerated() {
      guard case .segment(let segment) = part.source, segment.graph == nil,
        segment.count >= options.graphMinimum, !cancellation.isCancelled
      else { continue }
      let path = SealedSegment.path(segment.number, .graph, in: folder)
      let linked: SealedSegment?
      do throws(Fault) {
        linked = try link(segment, to: path, cancellation: cancellation, progress: progress)
      } catch {
        _ = path.withCString { unlink($0) }
        throw error
      }
      guard let linked else { return }
      let gone = try state.withLock { state throws(Fault) in
        if let failure = state.failure { throw failure }
        var manifest = state.manifest
        let before = manifest.files
        manifest.entries[index] = .segment(segment.number, hasGraph: true)
        try commit(manifest, &state)
        state.contents.exchange(index, for: linked)
        return before.subtracting(manifest.files)
      }
      remove(gone)
    }
  }

  private func link(
    _ segment: SealedSegment, to path: FilePath, cancellation: CancellationToken,
    progress: @Sendable (VectorMaintenance) -> Void
  ) throws(Fault) -> SealedSegment? {
    var building = segment.withRows(part: 0) { rows in
      GraphBuilding(count: segment.count, width: segment.width) { rows.copyCode(of: $0, to: $1) }
    }
    let isBuilt = building.run(threads: options.buildThreads, cancellation: cancellation) {
      progress(.linking(done: $0, of: segment.count))
    }
    guard isBuilt else { return nil }
    try GraphFile.write(
      building, to: path, dimension: space.dimension, witness: options.witness)
    return try SealedSegment(segment.number, hasGraph: true, in: folder, space: space)
  }

  /// Removes files that the manifest no longer names. Readers that have them open keep them.
  private func remove(_ names: Set<String>) {
    for name in names.sorted() {
      options.witness?(.remove)
      _ = folder.appending(name).withCString { unlink($0) }
    }
  }

  private func removeFiles(of number: UInt64) {
    for kind in SealedSegment.FileKind.allCases {
      let path = SealedSegment.path(number, kind, in: folder)
      _ = path.withCString { unlink($0) }
    }
  }
}
