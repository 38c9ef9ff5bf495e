package import Core
import Fingerprints

/// Everything that a search for duplicates found.
package struct DuplicateReport: Sendable {
  /// Groups of copies, ordered by their keeper's path.
  package var groups: [PictureGroup]
  /// Moments of one scene, among the pictures that copies were reduced to.
  package var bursts: [PictureGroup]
  /// What only hashes and vectors find alike, among the same; empty unless asked for.
  package var lookAlikes: [PictureGroup]
  /// How many pairs of hashes came close, and how many of those held when looked at.
  package var candidatePairs: Int
  package var verifiedPairs: Int
  /// What the next search over these items need not do again.
  package var memory = ComparisonMemory()
}

/// What a search for duplicates is doing.
package enum DuplicateStep: Sendable {
  case searching(pictures: Int)
  case comparing(done: Int, of: Int)
  case grouping(links: Int)
}

/// Settings of a search for duplicates.
package struct DuplicateOptions: Hashable, Sendable {
  /// Largest Hamming distance (of 256) of two hashes worth a look; `nil` for what suits the number
  /// of pictures.
  package var radius: Int?
  /// Pictures with less texture are compared by bytes and pixels only.
  package var leastTexture = FingerprintSet.leastTexture
  package var thresholds = PairThresholds()
  /// Which copy of a group to keep; see ``KeeperRanking`` for what decides without rules.
  package var keep: [KeepRule] = []
  /// What a pair needs to be held for duplicates.
  package var confirmation = PairConfirmation()

  package init() {}

  /// 72 finds crops by a fifth and costs a look at few strangers; the join grows with the square of
  /// the number of pictures, so from 200,000 on it is 48, which still finds all but the hardest
  /// crops and tilts.
  package func radius(for pictures: Int) -> Int { radius ?? (pictures <= 200_000 ? 72 : 48) }
}

/// Finds groups of duplicates among pictures: candidates by hash, then a look at each pair, then
/// groups around the best copy. Deterministic: the order of the items does not matter beyond their
/// numbering in the result.
package struct DuplicateFinder: Sendable {
  package var options: DuplicateOptions

  package init(options: DuplicateOptions = DuplicateOptions()) { self.options = options }

  /// - Parameters:
  ///   - items: one a picture content.
  ///   - pixelDigest: SHA-256 of an item's full-size pixels, asked only for pairs that look the
  ///     same; `nil` when the file cannot be read any more.
  ///   - refused: pairs that a person said are no duplicates.
  ///   - cosines: of the items' vectors, asked only where ``DuplicateOptions/confirmation`` wants them.
  ///   - memory: what is known of some of the items; the report is the same without it.
  /// - Throws: ``Cancelled``, and what `lumas` throws.
  /// - Complexity: the join of hashes (see ``CandidateFinder``) plus 0.3 ms a candidate and core, for
  ///   the pairs with an item that is not known.
  package func report(
    on items: [GroupingItem], lumas: some LumaSource,
    pixelDigest: @Sendable (Int) -> SHA256Digest?,
    cosines: some CosineSource = NoCosines(), refused: Set<PairKey> = [],
    memory: ComparisonMemory = ComparisonMemory(),
    cancellation: CancellationToken = CancellationToken(),
    progress: (DuplicateStep) -> Void = { _ in }
  ) throws -> DuplicateReport {
    progress(.searching(pictures: items.count))
    let candidates = try CandidateFinder(
      radius: options.radius(for: items.count), leastTexture: options.leastTexture
    ).candidates(
      among: items, known: memory.known, lumas: lumas, cancellation: cancellation)
    let look = PairLook(
      items: items, lumas: lumas, verifier: PairVerifier(thresholds: options.thresholds))
    var links = memory.links
    try compare(candidates, look, into: &links, cancellation, progress)
    var memory = memory
    memory.known = Set(items.indices)
    memory.links = links
    progress(.grouping(links: links.count))
    try settleIdenticalPixels(&links, items: items, pixelDigest: pixelDigest, cancellation)
    let stage = CosineStage(items: items, options: options, cosines: cosines)
    let confirmed = try stage.confirmed(links, cancellation)
    let ranking = KeeperRanking(items: items, links: confirmed.values, rules: options.keep)
    let bridges = BridgeMemory(memory.bridges)
    let builder = GroupBuilder(
      items: items, links: confirmed, ranking: ranking,
      compare: {
        try bridges.evidence(template: $0, image: $1, alignment: $2, look)
          .flatMap { try stage.confirmed($0) }
      }, refused: refused)
    let groups = try builder.groups(\.isCopy)
    let bursts = try self.bursts(builder: builder, copies: groups)
    memory.bridges = bridges.used
    return DuplicateReport(
      groups: groups, bursts: bursts,
      lookAlikes: try lookAlikes(
        stage.lookAlikes(besides: links, cancellation), builder: builder, copies: groups),
      candidatePairs: candidates.count, verifiedPairs: links.count, memory: memory)
  }

  /// Looks at the candidates, block by block so that it can be stopped.
  private func compare(
    _ candidates: [Candidate], _ look: PairLook<some LumaSource>,
    into links: inout [PairKey: PairEvidence], _ cancellation: CancellationToken,
    _ progress: (DuplicateStep) -> Void
  ) throws {
    let block = 2048
    for start in stride(from: 0, to: candidates.count, by: block) {
      try cancellation.check()
      progress(.comparing(done: start, of: candidates.count))
      let part = Array(candidates[start..<min(start + block, candidates.count)])
      let found = try ParallelMap.map(part) { try look.evidence(of: $0) }
      for case let evidence? in found { links[evidence.pair] = evidence }
    }
  }

  /// Upgrades re-saves whose full-size pixels are the same, and shots that are none: two exposures
  /// never give the same pixels, whatever their capture times say. The digest needs a full decode, so it is
  /// asked only of pictures of one size whose small planes hardly differ.
  private func settleIdenticalPixels(
    _ links: inout [PairKey: PairEvidence], items: [GroupingItem],
    pixelDigest: @Sendable (Int) -> SHA256Digest?, _ cancellation: CancellationToken
  ) throws {
    let close = links.values.filter { evidence in
      let (one, other) = (items[evidence.template], items[evidence.image])
      return [.resaved, .burst].contains(evidence.kind) && one.width == other.width
        && one.height == other.height
        && evidence.distance <= 8 && evidence.worstResidual < 0.2
    }
    let wanted = Set(close.flatMap { [$0.template, $0.image] }).sorted()
    try cancellation.check()
    let digests = try ParallelMap.map(wanted) { pixelDigest($0) }
    let known = Dictionary(uniqueKeysWithValues: zip(wanted, digests))
    for evidence in close {
      guard let one = known[evidence.template] ?? nil, one == known[evidence.image] ?? nil else {
        continue
      }
      links[evidence.pair]!.kind = .identicalPixels
      links[evidence.pair]!.confidence = 100
    }
  }

  /// Scenes among the keepers of copies and the pictures without copies.
  private func bursts(
    builder: GroupBuilder, copies: [PictureGroup]
  ) throws -> [PictureGroup] {
    let scenes = builder.links.filter { $0.value.kind == .burst }
    return try GroupBuilder(
      items: builder.items, links: Self.links(scenes, among: copies), ranking: builder.ranking,
      compare: builder.compare, refused: builder.refused
    ).groups { $0 == .burst }
  }

  /// Look-alikes among the same. Nothing leads from one to another but a link of the two.
  private func lookAlikes(
    _ links: [PairKey: PairEvidence], builder: GroupBuilder, copies: [PictureGroup]
  ) throws -> [PictureGroup] {
    try GroupBuilder(
      items: builder.items, links: Self.links(links, among: copies), ranking: builder.ranking,
      compare: { _, _, _ in nil }, refused: builder.refused
    ).groups { $0 == .visual }
  }

  /// Without those of pictures that are the lesser copy of another.
  private static func links(
    _ links: [PairKey: PairEvidence], among copies: [PictureGroup]
  ) -> [PairKey: PairEvidence] {
    let lesser = Set(copies.flatMap { $0.members.map(\.item) })
    return links.filter { pair, _ in
      !lesser.contains(pair.first) && !lesser.contains(pair.second)
    }
  }
}
