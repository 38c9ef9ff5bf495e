package import Catalogue
package import Core
import Fingerprints
import Hamming

/// Finds archives that hold the same, by what their previews look like and by their files.
package struct ArchiveFinder: Sendable {
  private let archives: [CataloguedArchive]
  private let options: ArchiveOptions

  package init(_ archives: [CataloguedArchive], options: ArchiveOptions = ArchiveOptions()) {
    self.archives = archives
    self.options = options
  }

  /// All pairs that are sure enough, by their positions.
  ///
  /// - Throws: ``Cancelled``.
  package func pairs(
    cancellation: CancellationToken = CancellationToken()
  ) throws -> [ArchivePair] {
    var found = try matchingPreviews(cancellation)
    let shared = SharedFiles(archives)
    for key in shared.pairs.keys where found[key] == nil { found[key] = [] }
    try cancellation.check()
    let rarity = PreviewRarity(found, archives)
    return found.compactMap { key, matches in
      let best = Self.best(matches)
      let files = shared.pairs[key] ?? SharedFiles.Sum()
      var pair = ArchivePair(
        first: key.first, second: key.second, matches: best,
        pictureCoverage: rarity.pictureCoverage(of: best, key),
        modelCoverage: rarity.modelCoverage(of: best, key), sharedFiles: files.count,
        firstFiles: shared.counts[key.first], secondFiles: shared.counts[key.second],
        sharedBytes: shared.share(of: files, key))
      pair.confidence = ArchiveConfidence.percent(of: pair)
      return pair.confidence >= options.leastConfidence ? pair : nil
    }.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }

  /// One archive, or a picture as one, against all others, the surest first.
  package func matches(of position: Int) throws -> [ArchivePair] {
    try pairs().filter { $0.first == position || $0.second == position }
      .sorted { ($1.confidence, $0.first, $0.second) < ($0.confidence, $1.first, $1.second) }
  }

  /// What the archives look like as a whole.
  ///
  /// - Throws: ``Cancelled``.
  package func vectors(
    cancellation: CancellationToken = CancellationToken()
  ) throws -> ArchiveVectors {
    let found = try matchingPreviews(cancellation)
    return ArchiveVectors(archives, PreviewRarity(found, archives))
  }

  private func matchingPreviews(
    _ cancellation: CancellationToken
  ) throws -> [PairKey: [ArchivePair.Match]] {
    let looks = ArchiveLooks(archives, options.hash)
    var found: [PairKey: [ArchivePair.Match]] = [:]
    let reach = max(options.usedThreshold, options.turnedThreshold)
    try looks.forEachPair(below: reach, cancellation) { left, right, distance in
      add(left, right, distance, looks, to: &found)
    }
    return found
  }

  private func add(
    _ left: ArchiveLooks.Place, _ right: ArchiveLooks.Place, _ distance: Int,
    _ looks: ArchiveLooks, to found: inout [PairKey: [ArchivePair.Match]]
  ) {
    // Of two meshes one is seen from the front: around both, everything looks like everything.
    guard left.archive != right.archive, left.view == 0 || right.view == 0 else { return }
    let isTurned = left.view + right.view > 0
    guard distance < (isTurned ? options.turnedThreshold : options.usedThreshold) else { return }
    let cosine = looks.cosine(left, right)
    guard cosine >= (isTurned ? options.turnedCosine : options.leastCosine) else { return }
    let (one, other) = left.archive < right.archive ? (left, right) : (right, left)
    found[PairKey(one.archive, other.archive), default: []].append(
      ArchivePair.Match(
        left: one.preview, right: other.preview, distance: distance, cosine: cosine,
        isTurned: isTurned))
  }

  /// Every preview with its best match, each used once: the nearest first.
  private static func best(_ matches: [ArchivePair.Match]) -> [ArchivePair.Match] {
    var (lefts, rights): (Set<Int>, Set<Int>) = ([], [])
    return matches.sorted {
      ($0.distance, $1.cosine, $0.left, $0.right) < ($1.distance, $0.cosine, $1.left, $1.right)
    }.filter { match in
      guard !lefts.contains(match.left), !rights.contains(match.right) else { return false }
      lefts.insert(match.left)
      rights.insert(match.right)
      return true
    }.sorted { ($0.left, $0.right) < ($1.left, $1.right) }
  }
}
