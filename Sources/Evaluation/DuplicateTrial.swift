import Core
package import Grouping

/// One search for duplicates in a corpus whose truth is known, scored by split.
package struct DuplicateTrial: Sendable {
  package let radius: Int
  package let report: DuplicateReport
  /// Of the training scenes, of the test scenes, and of all.
  package let scores: [(split: String, score: DuplicateScore)]
  /// How many copies of each edit were called what.
  package let kinds: [String: [DuplicateKind: Int]]
  /// Of what only looks alike: pairs with the best of their group that show one picture, frames of
  /// one burst, and others.
  package let lookAlikes: (same: Int, bursts: Int, others: Int)

  /// - Throws: what the search throws.
  package init(
    of corpus: FingerprintedCorpus, radius: Int,
    confirmation: PairConfirmation = PairConfirmation()
  ) throws {
    var options = DuplicateOptions()
    options.confirmation = confirmation
    options.radius = radius
    let report = try DuplicateFinder(options: options).report(
      on: corpus.items, lumas: corpus,
      pixelDigest: { FingerprintedCorpus.pixelDigest(of: corpus.items[$0].path) },
      cosines: corpus.cosines)
    self.report = report
    self.radius = radius
    scores = ["train", "test", "all"].map { split in
      (split, corpus.score(report, split: split == "all" ? nil : split))
    }
    var kinds: [String: [DuplicateKind: Int]] = [:]
    for member in report.groups.flatMap(\.members) {
      kinds[corpus.truth[member.item].transform, default: [:]][member.evidence.kind, default: 0] +=
        1
    }
    self.kinds = kinds
    var lookAlikes = (same: 0, bursts: 0, others: 0)
    for group in report.lookAlikes {
      let best = corpus.truth[group.keeper]
      for member in group.members {
        let file = corpus.truth[member.item]
        if best.shows(file) {
          lookAlikes.same += 1
        } else if best.isOfBurst(of: file) {
          lookAlikes.bursts += 1
        } else {
          lookAlikes.others += 1
        }
      }
    }
    self.lookAlikes = lookAlikes
  }

  /// The trial as lines for people: figures by split, recall by edit in thousandths, groups that mix
  /// pictures, and kinds by edit.
  package var lines: [String] {
    var lines = [
      "radius \(radius) candidates \(report.candidatePairs) links \(report.verifiedPairs) "
        + "groups \(report.groups.count) scenes \(report.bursts.count)"
        + (report.lookAlikes.isEmpty
          ? ""
          : " look-alikes \(report.lookAlikes.count): \(lookAlikes.same) of one picture, "
            + "\(lookAlikes.bursts) of one burst, \(lookAlikes.others) others")
    ]
    for (split, score) in scores {
      lines.append(
        "\(split) P \(score.precision) R \(score.pairRecall) F1 \(score.f1) "
          + "endangered \(score.endangered.count) removed \(score.removed) of \(score.removable) "
          + "auto \(score.automaticPrecision) \(score.automaticTrue) "
          + "bursts \(score.burstPairsMerged)")
      lines.append(
        "   "
          + score.recall.sorted { $0.key < $1.key }
          .map { "\($0.key) \($0.value.found * 1000 / $0.value.of)" }.joined(separator: ", "))
      for group in score.endangered.prefix(10) {
        lines.append("   mixed: " + group.map(\.display).joined(separator: " "))
      }
    }
    for (edit, counts) in kinds.sorted(by: { $0.key < $1.key }) {
      let words = counts.sorted { $0.key < $1.key }.map { "\($0.key.rawValue)=\($0.value)" }
      lines.append("    \(edit) \(words.joined(separator: " "))")
    }
    return lines
  }
}
