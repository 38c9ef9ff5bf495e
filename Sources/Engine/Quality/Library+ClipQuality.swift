import Catalogue
package import Core
import Decoding
package import Models
import Quality

extension Library {
  /// How CLIP-IQA stands with the model in use, without looking at the model; `nil` when none is in use.
  package func clipStanding() throws -> ClipStanding? {
    try modelName().map { name in
      try ClipScores.record(reader, model: name)?.standing
        ?? .off(model: name, reason: "it was not tried yet; semblance quality tries it")
    }
  }

  /// How CLIP-IQA stands with the model in use; a model that was never tried is tried now, and the
  /// result is kept. A model that cannot be opened or does not run is off, and no reason to fail.
  package func clipStanding(from shelf: ModelShelf) throws -> ClipStanding? {
    guard let name = try modelName() else { return nil }
    if let record = try ClipScores.record(reader, model: name) { return record.standing }
    do {
      let model = try shelf.open(name)
      guard model.knowsTexts else {
        return .off(model: name, reason: "it knows pictures alone")
      }
      return try clipStanding(trying: model, named: name)
    } catch {
      let message = (error as? Fault)?.message ?? "\(error)"
      return .off(model: name, reason: "it could not be tried: \(message)")
    }
  }

  /// Tries a model on the thumbnails of pictures that have its vectors, unless the same files of it were
  /// tried before. Some fifty pictures go through the model.
  ///
  /// - Throws: faults of the model and of the catalogue.
  package func clipStanding(
    trying model: some ImageEmbedding & TextEmbedding, named name: String
  ) throws -> ClipStanding {
    if let record = try ClipScores.record(reader, model: name), record.space == model.space.name {
      return record.standing
    }
    let pictures = try trialPictures(in: model.space)
    if pictures.count < ClipTrial.fewestPictures {
      let least = ClipTrial.fewestPictures
      return .off(
        model: name,
        reason:
          "fewer than \(least) pictures have its vectors to try it on; semblance index makes them"
      )
    }
    let direction = try ClipDirection(of: model)
    let trial = try ClipTrial(of: model, direction: direction, pictures: pictures)
    let record = ClipRecord(
      model: name, space: model.space.name, trial: trial, direction: direction.numbers)
    let text = try record.text
    try writer.transaction { try $0.setSetting(ClipScores.setting(name), to: text) }
    return record.standing
  }

  /// Thumbnails of pictures with vectors, evenly from the whole library.
  private func trialPictures(in space: VectorSpace) throws -> [RGBImage] {
    let images = try reader.vectors(in: space).images
    let count = min(images.count, ClipTrial.mostPictures)
    let decoder = try PictureDecoder()
    return try (0..<count).compactMap { index in
      let image = images[index * images.count / count]
      guard let digest = try reader.image(image)?.record.sha256,
        let bytes = try reader.thumbnail(of: digest)
      else { return nil }
      return try bytes.withUnsafeBytes { try decoder.fullSize($0) }
    }
  }
}
