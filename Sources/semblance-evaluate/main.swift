import Core
import Evaluation
import Fingerprints
import Grouping
import Kernels

let corpus = try FingerprintedCorpus(
  truth: try GroundTruth(corpus: FilePath(CommandLine.arguments[1])))
let clock = ContinuousClock()
print("dct", corpus.items.prefix(3).map(\.dct.hex))
if CommandLine.arguments.count > 2, CommandLine.arguments[2] == "features" {
  let items = corpus.items
  let candidates = try CandidateFinder(radius: 72, leastTexture: 2).candidates(
    among: items, lumas: corpus, cancellation: CancellationToken())
  let verifier = PairVerifier()
  print(
    "sa,sb,ta,tb,ka,kb,split,distance,orientation,correlation,coverage,gain,bias,line,tone,spread,oshare,osign,disp,det,covered,textured,agreement,median,worst,largest,changed,busier,padded,chroma,template,xx,xy,yx,yy,x0,y0"
  )
  for line in try ParallelMap.map(
    candidates,
    { candidate -> String in
      var best: (PairComparison, Candidate.Hypothesis)?
      for hypothesis in candidate.hypotheses {
        let image =
          hypothesis.template == candidate.pair.first ? candidate.pair.second : candidate.pair.first
        let c = verifier.compare(
          template: corpus.luma(of: hypothesis.template), image: corpus.luma(of: image),
          hypothesis: hypothesis.alignment)
        if best == nil || c.match.correlation > best!.0.match.correlation { best = (c, hypothesis) }
      }
      let (c, h) = best!
      let (a, b) = (
        h.template,
        h.template == candidate.pair.first ? candidate.pair.second : candidate.pair.first
      )
      let (ta, tb) = (corpus.truth[a], corpus.truth[b])
      let m = c.match
      let chroma = PairClassifier.chromaDifference(items[a].chroma, items[b].chroma)
      return
        "\(ta.scene),\(tb.scene),\(ta.transform),\(tb.transform),\(ta.kind),\(tb.kind),\(ta.split),\(h.distance),\(c.orientation),\(m.correlation),\(m.coverage),\(m.gain),\(m.bias),\(m.lineResidual),\(m.toneResidual),\(m.spread),\(m.outlierShare),\(m.outlierSign),\(m.map.displacement),\(m.map.determinant),64,\(c.texturedTiles),\(c.agreement),\(c.whole.median),\(c.whole.worst),\(c.whole.largest),\(c.whole.changedShare),\(c.busierSide.map { "\($0)" } ?? ""),\(c.paddedSide.map { "\($0)" } ?? ""),\(chroma),\(items[a].path.lastComponent.display),\(m.map.xx),\(m.map.xy),\(m.map.yx),\(m.map.yy),\(m.map.x0),\(m.map.y0)"
    })
  { print(line) }
}
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
  for split in ["train", "test", nil] {
    let score = corpus.score(report, split: split)
    print(
      split ?? "all", "P", score.precision, "R", score.pairRecall, "F1", score.f1, "endangered",
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
if CommandLine.arguments.contains("missed") {
  let report = try DuplicateFinder().report(
    on: corpus.items, lumas: corpus, pixelDigest: { _ in nil })
  var group: [Int: PictureGroup] = [:]
  for g in report.groups { for i in g.items { group[i] = g } }
  let verifier = PairVerifier()
  for i in corpus.items.indices
  where corpus.truth[i].kind == .copy && corpus.truth[i].transform != "original" {
    let o = corpus.items.indices.first {
      corpus.truth[$0].scene == corpus.truth[i].scene && corpus.truth[$0].transform == "original"
    }!
    guard let g = group[o] else { print("NOGROUP", corpus.truth[o].scene); continue }
    if g.items.contains(i) { continue }
    let k = g.keeper
    let c = verifier.compare(
      template: corpus.luma(of: i), image: corpus.luma(of: k), hypothesis: .identity)
    let v = PairClassifier(thresholds: PairThresholds()).verdict(
      template: corpus.items[i], image: corpus.items[k], comparison: c)
    print(
      "MISS", corpus.truth[i].scene, corpus.truth[i].transform, "keeper", corpus.truth[k].transform,
      v.map { "\($0.kind)" } ?? "-", "corr", c.match.correlation, "agr", c.agreement, "med",
      c.whole.median, "worst", c.whole.worst, "large", c.whole.largest, "chg", c.whole.changedShare,
      "inner", c.inner.changedShare, c.inner.worst, "sign", c.match.outlierSign, "busy",
      c.busierSide.map { "\($0)" } ?? "-", "pad", c.paddedSide.map { "\($0)" } ?? "-", "disp",
      c.match.map.displacement, "tex", c.texturedTiles, "own",
      group[i].map { corpus.truth[$0.keeper].transform } ?? "alone")
  }
}
