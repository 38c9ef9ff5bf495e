import Catalogue
package import Core
package import Models
package import Query

extension Library {
  /// Looks which labels pictures have; changes nothing but the vectors of labels that are kept for the
  /// next time.
  ///
  /// - Parameters:
  ///   - name: what the set is called in the catalogue.
  ///   - most: tags a picture at most.
  ///   - confidence: the least, 0…1.
  ///   - folders: none for everything.
  /// - Throws: `model.no-texts`, `tags.few-pictures`, faults of the model, ``Cancelled``.
  package func labelled(
    _ file: LabelFile, as name: String, model: EmbeddingModel, most: Int = 5,
    confidence: Double = 0.5, folders: [FilePath] = [],
    cancellation: CancellationToken = CancellationToken(),
    onProgress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> TagListing {
    let set = try pictureVectors(space: model.space.name, folders: folders)
    let vectors = try labelVectors(file, model, cancellation)
    guard let bank = try bank(try searchModel(model, withCrops: false), crops: 0),
      let tagger = LabelTagger(labels: vectors, bank: bank)
    else {
      throw Fault(
        "tags.few-pictures", .user, "there are too few pictures to know what is usual",
        remedy: "Index at least \(BackgroundBank.leastImages) pictures.")
    }
    var pictures: [TagListing.Picture] = []
    for (row, picture) in set.pictures.enumerated() {
      try cancellation.check()
      let found = tagger.labels(of: Array(set.vectors[row]), most: most, atLeast: confidence)
      pictures.append(
        TagListing.Picture(
          picture: picture,
          tags: found.map {
            AutomaticTag(name: file.labels[$0.label].name, confidence: $0.confidence)
          }))
      onProgress(row + 1, set.pictures.count)
    }
    return TagListing(
      set: TagSet(name: name, space: model.space.name), model: model.folder.name,
      labels: file.labels.map(\.name),
      pictures: pictures.sorted { $0.picture.path < $1.picture.path }, lacking: set.lacking)
  }

  /// Keeps tags as automatic ones: of the pictures that were looked at they replace those of the same
  /// set and model, and nothing else.
  package func keep(_ listing: TagListing) throws {
    try writer.transaction { transaction in
      try transaction.putAutomaticTags(
        listing.pictures.map { ($0.picture.image, $0.tags) }, of: listing.set,
        labelCount: listing.labels.count)
    }
  }

  /// Forgets the automatic tags of a set.
  ///
  /// - Throws: `tags.unknown-set`.
  package func removeTags(ofSet name: String) throws {
    let count = try writer.transaction { try $0.removeAutomaticTags(ofSetsNamed: name) }
    guard count == 0 else { return }
    let names = try reader.tagSets().map(\.set.name)
    throw Fault(
      "tags.unknown-set", .user, "no pictures were tagged by a set of labels called \(name)",
      remedy: names.isEmpty ? "" : "These are: \(names.joined(separator: ", ")).")
  }

  /// The sets of labels by which pictures have been tagged.
  package func tagSets() throws -> [TagSetTotals] { try reader.tagSets() }

  /// The mean of a label's sentences, of length 1; made once and kept.
  private func labelVectors(
    _ file: LabelFile, _ model: EmbeddingModel, _ cancellation: CancellationToken
  ) throws -> [[Float]] {
    let kept = try reader.labelVectors(in: model.space)
    var made: [String: [Float]] = [:]
    var vectors: [[Float]] = []
    for label in file.labels {
      try cancellation.check()
      let sentences = file.sentences(for: label, usual: PromptTemplates.usual)
      let key = sentences.joined(separator: "\n")
      if let vector = kept[key] ?? made[key] {
        vectors.append(vector)
        continue
      }
      let all = try model.vectors(of: sentences).map(VectorMath.normalized)
      let vector = VectorMath.normalized(VectorMath.sum(all.map { (1, $0) }))
      made[key] = vector
      vectors.append(vector)
    }
    // A library that cannot be written to can be looked at.
    if !made.isEmpty {
      try? writer.transaction { try $0.putLabelVectors(made, in: model.space) }
    }
    return vectors
  }
}
