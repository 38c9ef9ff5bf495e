package import Core

/// Judges pictures: one pass over the rows of the full-size picture, then the opinion on a reduced
/// one. Beside the picture it holds tens of rows and about ten megabytes, however large it is.
package struct QualityAssessor: Sendable {
  package var thresholds = QualityThresholds.standard
  package var weights = QualityWeights.standard
  /// Parameters for BRISQUE, measured at full size, and their name; the authors' when their model was
  /// fetched.
  package var brisque: (model: BrisqueModel, name: String)?
  /// What NIQE takes for natural, and its name. The own model judges the reduced picture, another
  /// one the full size.
  package var naturalness: (model: NaturalnessModel, name: String)?

  package init() {}

  package var opinionModelName: String { opinionModel.name }
  package var naturalnessModelName: String { naturalness?.name ?? NaturalnessModel.standardName }

  /// - Parameter image: at full size, at least one pixel.
  package func report(
    on image: RGBImage, context: PictureContext = PictureContext()
  ) -> QualityReport {
    guard image.width > 0, image.height > 0 else {
      return .empty(opinionModel: OpinionModel.standard.name)
    }
    let scan = QualityScan(width: image.width, height: image.height, assessor: self)
    image.samples.withUnsafeBytes { scan.add($0) }
    return scan.report(context: context)
  }

  /// Puts together what one pass over a picture measured.
  ///
  /// - Parameters:
  ///   - reduced: the picture that the opinion is formed on, upright.
  ///   - scene: at full size, where there are parameters for BRISQUE.
  ///   - blocks: at full size, where another model of naturalness than the own is in use.
  func report(
    surface: SurfaceMeasures, reduced: RGBImage, scene: BrisqueFeatures?, blocks: NiqeFeatures?,
    context: PictureContext
  ) -> QualityReport {
    let features = OpinionFeatures(of: reduced)
    let opinion = features.flatMap(opinionModel.score)
    let issues = IssueChecks(surface: surface, context: context, thresholds: thresholds).all
    var notes: [String] = []
    if features == nil {
      let side = OpinionFeatures.smallestSide
      notes.append("No opinion: not applicable, because a side is shorter than \(side) pixels.")
    } else if opinion == nil {
      notes.append("No opinion: not applicable, because the picture is flat.")
    }
    let brisqueScore = scene.flatMap { features in brisque?.model.score(features) }
    if brisque != nil, brisqueScore == nil {
      notes.append("No BRISQUE: not applicable, because the picture is flat.")
    }
    let natural: Double?
    if let naturalness {
      natural = blocks.flatMap { naturalness.model.score($0) }
    } else {
      natural = features?.blocks.flatMap { NaturalnessModel.standard.score($0) }
    }
    if natural == nil {
      notes.append("No NIQE: not applicable, because fewer than two blocks could be measured.")
    }
    // How bright a few pixels are is no quality of a picture.
    let canJudge = features != nil || issues.contains { $0.kind == .blurry && $0.score != nil }
    if !canJudge {
      notes.insert("No score: not applicable, because the picture is too small.", at: 0)
    }
    let parts = canJudge ? parts(opinion, issues) : []
    let weight = parts.reduce(0) { $0 + $1.weight }
    return QualityReport(
      width: surface.width, height: surface.height,
      score: weight > 0 ? parts.reduce(0) { $0 + $1.score * $1.weight } / weight : nil,
      opinion: opinion, opinionModel: opinionModel.name, brisque: brisqueScore,
      brisqueModel: brisque?.name,
      naturalness: natural, naturalnessModel: naturalnessModelName,
      issues: issues, parts: parts, notes: notes, surface: surface)
  }

  /// The picture that opinions are formed on: a whole fraction of the full size, of at most one
  /// megapixel.
  package static func reduced(_ image: RGBImage) -> RGBImage {
    var reducer = PictureReducer(width: image.width, height: image.height)
    guard reducer.factor > 1 else { return image }
    image.samples.withUnsafeBufferPointer { samples in
      for row in 0..<image.height {
        reducer.add(samples.baseAddress! + 3 * row * image.width)
      }
    }
    return reducer.finish()
  }

  private var opinionModel: OpinionModel { .standard }

  private func parts(_ opinion: Double?, _ issues: [QualityIssue]) -> [QualityReport.Part] {
    func score(_ kind: QualityIssue.Kind) -> Double? { issues.first { $0.kind == kind }?.score }
    // A picture is no better for being brighter than its threshold asks.
    func relative(_ kind: QualityIssue.Kind) -> Double {
      min((score(kind) ?? 1) / max(2 * thresholds[kind], .ulpOfOne), 1)
    }
    let exposure = [relative(.dark), relative(.light), score(.clipped) ?? 1].min()
    let all: [(String, Double?, Double)] = [
      ("opinion", opinion.map { $0 / 100 }, weights.opinion),
      ("sharpness", score(.blurry), weights.sharpness), ("exposure", exposure, weights.exposure),
      ("noise", score(.noisy), weights.noise),
      ("compression", score(.blocky), weights.compression),
    ]
    return all.compactMap { name, score, weight in
      score.map { QualityReport.Part(name: name, score: $0, weight: weight) }
    }
  }
}
