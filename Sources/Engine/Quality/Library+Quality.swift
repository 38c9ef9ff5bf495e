import Catalogue
import Core
import Quality

extension Library {
  /// The quality of everything that was measured and is still there, in the order asked for.
  ///
  /// What counts as an issue is decided here, from the stored scores: sizes are odd compared with the
  /// pictures in scope, and with `fitsThresholds` every threshold is the lower fence (Q1 − 3 · IQR) of
  /// the scores in scope.
  ///
  /// - Complexity: O(n log n) for n pictures; reads all of their measures.
  package func quality(_ query: QualityQuery = QualityQuery()) throws -> QualityListing {
    let reader = reader
    let scope = try SearchScope(reader: reader, folders: query.folders)
    let qualities = try reader.qualities()
    let measured = scope.images.indices.filter { qualities[scope.images[$0]] != nil }
    let sizes = OddSize(
      sizes: measured.map { (scope.items[$0].width, scope.items[$0].height) })
    let thresholds = Self.thresholds(query, measured.compactMap { qualities[scope.images[$0]] })
    let groups = try nearDuplicates()
    let clip = try ClipScores(reader: reader, model: modelName())
    let marks = try reader.fileMarks()
    var pictures: [QualityListing.Picture] = []
    for position in measured {
      let item = scope.items[position]
      let known = scope.files[position].sorted { $0.path < $1.path }
      let files = known.map(\.path)
      guard let quality = qualities[scope.images[position]], let path = files.first else {
        continue
      }
      var issues = quality.issues.compactMap { Self.found($0, thresholds) }
      let size = sizes?.issue(width: item.width, height: item.height, thresholds: thresholds)
      if let size, size.isFound { issues.append(QualityListing.FoundIssue(size)) }
      issues += Self.copies(of: files, in: groups[scope.images[position]])
      pictures.append(
        QualityListing.Picture(
          image: scope.images[position], path: path, copies: Array(files.dropFirst()),
          fileMarks: known.map { marks[$0.id] ?? [] }, digest: item.digest, format: item.format,
          width: item.width, height: item.height,
          bytes: item.byteSize, score: quality.score(with: query.weights),
          clipIQA: clip.scores[scope.images[position]], quality: quality,
          found: issues.sorted {
            ($0.score / max($0.threshold, 1e-9), $0.kind)
              < ($1.score / max($1.threshold, 1e-9), $1.kind)
          },
          notes: quality.notes))
    }
    if !query.issues.isEmpty {
      pictures = pictures.filter { $0.found.contains { query.issues.contains($0.kind) } }
    }
    return QualityListing(
      pictures: query.order.sorted(pictures), thresholds: thresholds,
      isFitted: query.fitsThresholds, unmeasured: try unmeasured(scope, qualities.keys),
      clip: try clipStanding())
  }

  private static func thresholds(
    _ query: QualityQuery, _ qualities: [PictureQuality]
  ) -> QualityThresholds {
    guard query.fitsThresholds else { return query.thresholds }
    var scores: [QualityIssue.Kind: [Double]] = [:]
    for issue in qualities.lazy.flatMap(\.issues) {
      guard let kind = QualityIssue.Kind(rawValue: issue.kind), !query.fixed.contains(kind),
        let score = issue.score
      else { continue }
      scores[kind, default: []].append(score)
    }
    return query.thresholds.fitted(to: scores)
  }

  private static func found(
    _ issue: PictureQuality.Issue, _ thresholds: QualityThresholds
  ) -> QualityListing.FoundIssue? {
    guard let kind = QualityIssue.Kind(rawValue: issue.kind), let score = issue.score,
      score < thresholds[kind]
    else { return nil }
    return QualityListing.FoundIssue(
      kind: issue.kind, score: score, threshold: thresholds[kind], value: issue.value,
      reason: issue.reason)
  }

  /// CleanVision's names for what `semblance duplicates` knows better.
  private static func copies(
    of files: [FilePath], in group: Int?
  ) -> [QualityListing.FoundIssue] {
    var issues: [QualityListing.FoundIssue] = []
    if files.count > 1 {
      let others = files.count == 2 ? "Another file has" : "\(files.count - 1) other files have"
      issues.append(
        QualityListing.FoundIssue(
          kind: QualityListing.exactDuplicates, score: 0, threshold: 1,
          value: Double(files.count), reason: "\(others) the same bytes."))
    }
    if let group {
      issues.append(
        QualityListing.FoundIssue(
          kind: QualityListing.nearDuplicates, score: 0, threshold: 1, value: Double(group),
          reason: "It is in group #\(group) of the latest search for duplicates."))
    }
    return issues
  }

  /// The pictures of groups with more than one content, each with its group's number.
  private func nearDuplicates() throws -> [ImageID: Int] {
    var groups: [ImageID: Int] = [:]
    for group in try lastDuplicates()?.groups ?? [] where group.kind.isCopy {
      let images = Set(group.members.map(\.image))
      if images.count < 2 { continue }
      for image in images where groups[image] == nil { groups[image] = group.number }
    }
    return groups
  }

  private func unmeasured(
    _ scope: SearchScope, _ measured: some Sequence<ImageID>
  ) throws -> [QualityListing.Unmeasured] {
    let measured = Set(measured)
    return try scope.images.indices.filter { !measured.contains(scope.images[$0]) }
      .map { position in
        let signal = try reader.signals(of: scope.images[position]).first { $0.signal == .quality }
        var reason = "not measured yet"
        if case .failed(let words)? = signal?.state { reason = words }
        return QualityListing.Unmeasured(path: scope.files[position][0].path, reason: reason)
      }
      .sorted { $0.path < $1.path }
  }
}

extension QualityQuery.Order {
  /// Pictures without a score come last when the best or worst are wanted.
  fileprivate func sorted(_ pictures: [QualityListing.Picture]) -> [QualityListing.Picture] {
    switch self {
    case .path: pictures.sorted { $0.path < $1.path }
    case .worst: pictures.sorted { ($0.score ?? 2, $0.path) < ($1.score ?? 2, $1.path) }
    case .best: pictures.sorted { (-($0.score ?? -1), $0.path) < (-($1.score ?? -1), $1.path) }
    }
  }
}

extension QualityListing.FoundIssue {
  fileprivate init(_ issue: QualityIssue) {
    self.init(
      kind: issue.kind.rawValue, score: issue.score ?? 0, threshold: issue.threshold,
      value: issue.value, reason: issue.reason)
  }
}

extension PictureQuality {
  /// The combined score under other weights; parts that are unknown do not count. `nil` where the
  /// picture has no score at all.
  package func score(with weights: QualityWeights) -> Double? {
    guard score != nil else { return nil }
    let parts: [(Double?, Double)] = [
      (opinion.map { $0 / 100 }, weights.opinion), (issue("blurry")?.score, weights.sharpness),
      (exposure, weights.exposure), (issue("noisy")?.score, weights.noise),
      (issue("blocky")?.score, weights.compression),
    ]
    let known = parts.compactMap { part, weight in part.map { ($0, weight) } }
    let sum = known.reduce(0) { $0 + $1.1 }
    return sum > 0 ? known.reduce(0) { $0 + $1.0 * $1.1 } / sum : nil
  }
}
