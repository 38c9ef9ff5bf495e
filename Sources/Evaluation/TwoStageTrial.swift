import Core
import Fingerprints
import Grouping

/// What near hashes and near vectors say of the pairs of a corpus, without a look at the pictures:
/// the gate of requirement 001, and its confirmation.
package struct TwoStageTrial: Sendable {
  /// One setting of the two, over all pairs of files.
  package struct Row: Sendable {
    /// Largest distance of two pHashes, of 64 bits.
    package var gate: Int
    /// `nil`: the gate alone.
    package var leastCosine: Float?
    package var truePairs = 0
    package var falsePairs = 0
    /// Of these, frames of one burst.
    package var burstPairs = 0
  }

  package let rows: [Row]
  /// Pairs that show one picture.
  package let pairCount: Int

  /// O(files²), one population count a pair.
  package init(
    of corpus: FingerprintedCorpus, gates: [Int], leastCosines: [Float]
  ) {
    let (items, truth) = (corpus.items, corpus.truth)
    var rows = gates.flatMap { gate in
      ([nil] + leastCosines.map(Optional.some)).map { Row(gate: gate, leastCosine: $0) }
    }
    var pairCount = 0
    let widest = gates.max() ?? 0
    for one in items.indices {
      for other in items.indices.dropFirst(one + 1) {
        let isTrue = truth[one].shows(truth[other])
        if isTrue { pairCount += 1 }
        let distance = items[one].perceptual.distance(to: items[other].perceptual)
        guard distance <= widest,
          min(items[one].texture, items[other].texture) >= FingerprintSet.leastTexture
        else { continue }
        let cosine = corpus.cosines.cosine(one, other) ?? -1
        for row in rows.indices
        where distance <= rows[row].gate && cosine >= rows[row].leastCosine ?? -1 {
          rows[row].add(isTrue: isTrue, isBurst: truth[one].isOfBurst(of: truth[other]))
        }
      }
    }
    self.rows = rows
    self.pairCount = pairCount
  }

  package var lines: [String] {
    ["two stages, \(pairCount) pairs of one picture"]
      + rows.map { row in
        let cosine = row.leastCosine.map { "\($0)" } ?? "none"
        let found = row.truePairs + row.falsePairs
        let precision = found > 0 ? Double(row.truePairs) / Double(found) : 1
        return "gate \(row.gate) cosine \(cosine) P \(precision) "
          + "R \(Double(row.truePairs) / Double(max(1, pairCount))) true \(row.truePairs) "
          + "false \(row.falsePairs) of bursts \(row.burstPairs)"
      }
  }
}

extension TwoStageTrial.Row {
  fileprivate mutating func add(isTrue: Bool, isBurst: Bool) {
    if isTrue { truePairs += 1 } else { falsePairs += 1 }
    if isBurst { burstPairs += 1 }
  }
}

extension GroundTruth.File {
  /// Whether the two show one picture: the frames of a burst do not.
  func shows(_ other: GroundTruth.File) -> Bool {
    kind != .burst && other.kind != .burst && scene == other.scene
  }

  func isOfBurst(of other: GroundTruth.File) -> Bool {
    kind == .burst && other.kind == .burst && scene == other.scene
  }
}
