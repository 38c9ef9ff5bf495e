import Core

/// Changes gathered until the folders are quiet: a pure value, told the time.
struct ChangeBatch {
  /// How long nothing must change before a batch is handed over.
  let quietPeriod: Duration
  /// How long a change may wait when the folders never are quiet.
  let maximumWait: Duration

  private var paths: Set<FilePath> = []
  private var first: ContinuousClock.Instant?
  private var last: ContinuousClock.Instant?

  init(quietPeriod: Duration, maximumWait: Duration) {
    self.quietPeriod = quietPeriod
    self.maximumWait = maximumWait
  }

  /// Adds a change of a file, or of a folder and everything below it.
  mutating func note(_ path: FilePath, at now: ContinuousClock.Instant) {
    paths.insert(path)
    first = first ?? now
    last = now
  }

  /// When the batch is due; `nil` while there is nothing in it.
  var due: ContinuousClock.Instant? {
    guard let first, let last else { return nil }
    return min(last + quietPeriod, first + maximumWait)
  }

  /// Empties the batch: its paths in the order of their bytes, without those that lie below another
  /// one.
  mutating func take() -> [FilePath] {
    var outermost: [FilePath] = []
    // Sorted by whole components, everything below a folder follows it directly.
    for path in paths.sorted(by: Self.componentOrder) {
      if let last = outermost.last, path.isInside(last) { continue }
      outermost.append(path)
    }
    (paths, first, last) = ([], nil, nil)
    return outermost.sorted()
  }

  private static func componentOrder(_ left: FilePath, _ right: FilePath) -> Bool {
    let slash = UInt8(ascii: "/")
    return left.bytes.lexicographicallyPrecedes(right.bytes) { a, b in
      a != b && (a == slash || (b != slash && a < b))
    }
  }
}
