import Core
import Evaluation
import Grouping

let corpus = try FingerprintedCorpus(
  truth: try GroundTruth(corpus: FilePath(CommandLine.arguments[1])))
let clock = ContinuousClock()
print("dct", corpus.items.prefix(3).map(\.dct.hex))
for radius in CommandLine.arguments.dropFirst(2).compactMap(Int.init) {
  var options = DuplicateOptions()
  options.radius = radius
  let start = clock.now
  let report = try DuplicateFinder(options: options).report(
    on: corpus.items, lumas: corpus,
    pixelDigest: { FingerprintedCorpus.pixelDigest(of: corpus.items[$0].path) })
  print(
    "radius", radius, clock.now - start, "candidates", report.candidatePairs, "links",
    report.verifiedPairs, "groups", report.groups.count, "bursts", report.bursts.count)
  for split in ["train", "test"] {
    let score = corpus.score(report, split: split)
    print(
      split, "P", score.precision, "R", score.pairRecall, "F1", score.f1, "endangered",
      score.endangered.count, "removed", score.removed, "of", score.removable, "auto",
      score.automaticPrecision, score.automaticTrue, "bursts", score.burstPairsMerged)
    print(
      "  ",
      score.recall.sorted { $0.key < $1.key }.map {
        "\($0.key) \($0.value.found * 1000 / $0.value.of)"
      }.joined(separator: ", "))
    for group in score.endangered.prefix(10) { print("   !", group.map(\.lastComponent.display)) }
  }
  var kinds: [String: [String: Int]] = [:]
  for g in report.groups {
    for m in g.members {
      kinds[corpus.truth[m.item].transform, default: [:]][m.evidence.kind.rawValue, default: 0] += 1
    }
  }
  for (k, v) in kinds.sorted(by: { $0.key < $1.key }) {
    print(
      "   ", k, v.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "))
  }
}
