import Catalogue
import Core
import Quality

/// The CLIP-IQA scores of the pictures with vectors of the model in use, 0…1; none unless the model
/// passed its trial. Reads stored vectors; no model runs.
struct ClipScores {
  /// 0 (bad) … 1 (good).
  private(set) var scores: [ImageID: Double] = [:]

  /// - Complexity: O(pictures × dimension).
  init(reader: CatalogueReader, model: String?) throws {
    guard let model, let record = try Self.record(reader, model: model), record.trial.isPassed
    else { return }
    let direction = ClipDirection(numbers: record.direction)
    let dimension = record.direction.count
    let vectors = try reader.vectors(
      in: VectorSpace(name: record.space, dimension: dimension))
    guard vectors.values.count == vectors.images.count * dimension else { return }
    for (index, image) in vectors.images.enumerated() {
      let place = index * dimension
      scores[image] = direction.score(vectors.values[place..<place + dimension])
    }
  }

  static func setting(_ model: String) -> String { "clip_iqa \(model)" }

  /// What is kept of a model's trial; `nil` when it was not tried.
  static func record(_ reader: CatalogueReader, model: String) throws -> ClipRecord? {
    try reader.setting(setting(model)).flatMap(ClipRecord.init(text:))
  }
}
