package import Core
package import Review

extension Library {
  /// Plans one folder for each cluster, with its pictures and their companions. Changes nothing.
  ///
  /// A content that several files hold goes with each of them. Files of one content that are like
  /// nothing else are a cluster too, but for ``ClusterMethod/density(minimumSize:samples:)``, which
  /// decides by itself what a cluster is. Files in reference folders are linked and copied, never
  /// moved. Copies inside an indexed folder get a seal by which scans pass over them: the pictures
  /// are known already, and as duplicates they would be thinned out again.
  ///
  /// - Throws: as ``clusters(_:space:folders:cancellation:)`` and
  ///   ``Review/ArrangementPlanner/init(target:way:companions:)``.
  package func planArrangement(
    _ choice: ArrangementChoice, cancellation: CancellationToken = CancellationToken()
  ) throws -> Arrangement {
    // What is wrong with the target is said before minutes go into clusters.
    let planner = try ArrangementPlanner(
      target: choice.target, way: choice.way,
      companions: try companionRules(adding: choice.companions))
    let listing = try clusters(
      choice.method, space: choice.space, folders: choice.folders, cancellation: cancellation)
    var draft = ArrangementDraft(
      reader: reader, references: choice.way == .move ? try reader.referenceFolders() : [])
    let (copies, alone) = Self.copiesAlone(listing.alone, choice.method)
    let clusters = Self.bySize(listing.clusters.map { ($0.members, $0.cohesion) } + copies)
    let digits = max(3, "\(clusters.count)".count)
    for (index, (members, cohesion)) in clusters.enumerated() {
      let number = "\(index + 1)"
      let zeros = String(repeating: "0", count: digits - number.count)
      try draft.add(members, to: FilePath("cluster-\(zeros)\(number)"), cohesion: cohesion)
      try cancellation.check()
    }
    if choice.includesAlone {
      let members = alone.map { ClusterListing.Member(picture: $0, cosine: 1) }
      try draft.add(members, to: "alone", cohesion: nil)
    }
    let roots = try reader.roots().map(\.path)
    let isIndexed = roots.contains(where: choice.target.isInside)
    var plan = planner.plan(draft.requests)
    if choice.way == .copy, isIndexed { plan.seal = .ofCopies(in: choice.target) }
    return Arrangement(
      target: choice.target, space: listing.space, folders: draft.folders(of: plan), plan: plan,
      marks: draft.marks, alone: choice.includesAlone ? 0 : alone.count,
      references: draft.referenceCount,
      lacking: listing.lacking, isIndexed: isIndexed)
  }

  /// Does what an arrangement's plan says, and tells the catalogue what moved.
  package func arrange(
    _ plan: ReviewPlan, cancellation: CancellationToken = CancellationToken(),
    progress: (ReviewProgress) -> Void = { _ in }
  ) throws -> ReviewOutcome {
    try reviewing { session in
      try session.arrange(plan, cancellation: cancellation, progress: progress)
    }
  }

  /// The most files first, since files are what is in a folder; among equals as they are listed.
  private static func bySize(
    _ clusters: [(members: [ClusterListing.Member], cohesion: Float)]
  ) -> [(members: [ClusterListing.Member], cohesion: Float)] {
    let sizes = clusters.map { $0.members.reduce(0) { $0 + $1.picture.paths.count } }
    return clusters.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }.map { clusters[$0] }
  }

  /// Pictures that are alone but for copies of themselves, as clusters of their own; and the others.
  private static func copiesAlone(
    _ alone: [VectorPicture], _ method: ClusterMethod
  ) -> (copies: [(members: [ClusterListing.Member], cohesion: Float)], others: [VectorPicture]) {
    if case .density = method { return ([], alone) }
    let copied = alone.filter { $0.paths.count > 1 }
    return (
      copied.map { ([ClusterListing.Member(picture: $0, cosine: 1)], 1) },
      alone.filter { $0.paths.count == 1 }
    )
  }
}

extension ReviewPlan.Seal {
  /// Keeps scans out of a folder of copies.
  fileprivate static func ofCopies(in target: FilePath) -> ReviewPlan.Seal {
    ReviewPlan.Seal(
      path: target.appending(ScanOptions().ignoreFileName),
      text: """
        # Copies of pictures that are indexed elsewhere, made by semblance group: not indexed again.
        *

        """)
  }
}
