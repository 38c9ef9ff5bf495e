package import Core
internal import Embeddings
internal import Inference

extension EmbeddingModel {
  /// The line by which the model itself makes logits of cosines, measured on a few pictures and texts.
  ///
  /// - Returns: `nil` for a model that gives no logits, or none that lie on a line.
  /// - Throws: faults of the runtime.
  package func logitLine() throws(Fault) -> LogitLine? {
    guard let logits = folder.image.logits, folder.image.input.kind == .float,
      let tower = folder.text, let loaded = try textTower?.value()
    else { return nil }
    let texts = ["a photo of a dog", "a red bus on a street", "snow", "two people eat"]
    let pictures = (0..<4).map { number in
      fitted(
        RGBImage(
          width: side, height: side,
          samples: (0..<3 * side * side).map {
            UInt8(truncatingIfNeeded: ($0 % 3 == number % 3 ? $0 : $0 / side) * (number + 1))
          }))
    }
    let recipe = preprocessor.recipe
    var pixels = [Float](repeating: 0, count: pictures.count * recipe.count)
    var span = pixels.mutableSpan
    for (place, picture) in pictures.enumerated() {
      preprocessor.write(fitted: picture.image, into: &span, at: place * recipe.count)
    }
    let length = loaded.encoder.recipe.contextLength
    var inputs = [
      folder.image.input.name: Tensor(pixels, shape: [4, 3, recipe.height, recipe.width]),
      tower.input.name: Self.tensor(
        texts.flatMap { loaded.encoder.ids(of: $0) }, [4, length], tower.input.kind),
    ]
    if let mask = tower.mask { inputs[mask.name] = Self.mask(of: texts, loaded.encoder, mask) }
    let outputs = try loaded.session.run(
      inputs, outputs: [folder.image.output.name, tower.output.name, logits.name])
    guard outputs[2].shape == [4, 4] else { return nil }
    let (images, words) = (try rows(of: outputs[0], count: 4), try rows(of: outputs[1], count: 4))
    let values = outputs[2].floats
    return LogitLine(
      through: (0..<16).map { place in
        let cosine = zip(images[place / 4], words[place % 4]).reduce(0) { $0 + $1.0 * $1.1 }
        return (cosine, values[place])
      })
  }
}
