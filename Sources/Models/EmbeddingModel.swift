package import Core
internal import Embeddings
internal import Files
internal import FoundationEssentials
package import Inference
internal import Synchronization

/// A model that makes vectors of pictures and, where it has the tower for it, of texts.
///
/// Its towers are loaded when they are first needed. Calls may come from several threads; each works
/// on its own batch with one thread of the runtime, so that as many calls as processors keep them
/// busy without getting into each other's way.
package final class EmbeddingModel: Sendable {
  package let folder: ModelFolder
  package let space: VectorSpace
  /// What `space` is a version of: the digest of the files that decide the vectors.
  package let version: String
  /// Pictures a call works on best.
  package let preferredBatch: Int
  /// Whether texts can be embedded.
  package var knowsTexts: Bool { folder.text != nil }
  /// The shorter side, in pixels, that a picture needs for the model's input.
  package let side: Int

  let preprocessor: ImagePreprocessor
  private let imageTower: LoadedOnce<any ModelSession>
  /// `nil` for a model that knows pictures alone.
  let textTower: LoadedOnce<TextTower>?

  struct TextTower {
    var session: any ModelSession
    var encoder: TextEncoder
  }

  /// - Parameters:
  ///   - device: what it runs on; `nil` for the best that the runtime has.
  ///   - batch: pictures a call.
  /// - Throws: `model.folder` when the model does not say how long its vectors are.
  package init(
    _ folder: ModelFolder, runtime: InferenceRuntime, device: InferenceDevice? = nil, batch: Int = 8
  ) throws(Fault) {
    self.folder = folder
    preferredBatch = folder.image.input.shape[0] ?? max(1, batch)
    guard let recipe = folder.recipe.image, let dimension = folder.image.dimension else {
      throw Fault(
        "model.folder", .user, "the model does not say how its vectors look",
        remedy: "Export it with a fixed length of vectors.", path: folder.folder)
    }
    preprocessor = ImagePreprocessor(recipe)
    side = max(recipe.width, recipe.height)
    version = try Self.version(of: folder)
    space = VectorSpace(name: "\(folder.name)-\(version)", dimension: dimension)
    let image = folder.image.file
    imageTower = LoadedOnce { () throws(Fault) in
      var options = SessionOptions()
      (options.device, options.threads) = (device, 1)
      return try RuntimeModel(image, runtime: runtime).session(options)
    }
    textTower = folder.text.map { [imageTower] tower in
      LoadedOnce { () throws(Fault) in
        var options = SessionOptions()
        options.device = device
        // One file with both sides is loaded once.
        let session =
          tower.file == image
          ? try imageTower.value()
          : try RuntimeModel(tower.file, runtime: runtime).session(options)
        return TextTower(
          session: session,
          encoder: TextEncoder(try folder.tokenizer(), recipe: folder.recipe.text ?? .clip))
      }
    }
  }

  /// The first digits of a digest over the files and the recipe: other files are another space.
  /// Files that `add` brought are not read again for it.
  private static func version(of folder: ModelFolder) throws(Fault) -> String {
    let manifest = try ModelManifest(of: folder.folder)
    var hasher = SHA256Hasher()
    for file in folder.files {
      let name = String(
        decoding: file.bytes.dropFirst(folder.folder.bytes.count + 1), as: UTF8.self)
      let known = manifest?.files.first { $0.name == name }?.sha256
      let digest: String
      if let known {
        digest = known
      } else {
        digest = try fileDigest(file)
      }
      Array(digest.utf8).withUnsafeBytes { hasher.update($0) }
    }
    // What a search multiplies cosines by changes no vector.
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    for part in [
      try? encoder.encode(folder.recipe.image), try? encoder.encode(folder.recipe.text),
    ] {
      Array(part ?? Data()).withUnsafeBytes { hasher.update($0) }
    }
    return String(hasher.finish().hex.prefix(8))
  }

  private static func fileDigest(_ file: FilePath) throws(Fault) -> String {
    do {
      return try ContentDigest.sha256(ofFile: file).hex
    } catch {
      throw error as? Fault
        ?? Fault("model.unreadable", .runtime, "the model cannot be read", path: file)
    }
  }
}

extension EmbeddingModel: ImageEmbedding {
  package func fitted(_ image: RGBImage) -> FittedPicture {
    FittedPicture(preprocessor.fitted(image))
  }

  package func vectors(of pictures: [FittedPicture]) throws(Fault) -> [[Float]] {
    // An export may have a batch of one size only: what is missing from it stays zero.
    guard let fixed = folder.image.input.shape[0] else {
      return try vectors(of: pictures[...], room: pictures.count)
    }
    var vectors: [[Float]] = []
    for start in stride(from: 0, to: pictures.count, by: fixed) {
      let part = pictures[start..<min(start + fixed, pictures.count)]
      vectors += try self.vectors(of: part, room: fixed)
    }
    return vectors
  }

  /// One run, with `room` for at least as many pictures as there are.
  private func vectors(
    of pictures: ArraySlice<FittedPicture>, room: Int
  ) throws(Fault) -> [[Float]] {
    if pictures.isEmpty { return [] }
    let recipe = preprocessor.recipe
    var pixels = [Float](repeating: 0, count: room * recipe.count)
    var span = pixels.mutableSpan
    for (place, picture) in pictures.enumerated() {
      preprocessor.write(fitted: picture.image, into: &span, at: place * recipe.count)
    }
    let shape =
      recipe.layout == .nchw
      ? [room, 3, recipe.height, recipe.width] : [room, recipe.height, recipe.width, 3]
    let input: Tensor =
      folder.image.input.kind == .half
      ? Tensor(.half(pixels.map(HalfPrecision.bits)), shape: shape) : Tensor(pixels, shape: shape)
    var inputs = stopgaps(for: folder.image)
    inputs[folder.image.input.name] = input
    let output = try imageTower.value().run(inputs, outputs: [folder.image.output.name])[0]
    return Array(try rows(of: output, count: room).prefix(pictures.count))
  }

  func rows(of output: Tensor, count: Int) throws(Fault) -> [[Float]] {
    guard output.shape == [count, space.dimension] else {
      throw Fault(
        "inference.output", .user, "the model gave vectors of another shape than it says",
        remedy: "Check it with: semblance models verify", path: folder.folder)
    }
    let numbers = output.floats
    return (0..<count).map { row in
      Self.unit(Array(numbers[(row * space.dimension)..<((row + 1) * space.dimension)]))
    }
  }

  private static func unit(_ vector: [Float]) -> [Float] {
    let length = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    guard length > 0, length.isFinite else { return vector }
    return vector.map { Float(Double($0) / length) }
  }
}

extension EmbeddingModel: TextEmbedding {
  /// - Throws: `model.no-texts` for a model that knows pictures alone.
  package func vectors(of texts: [String]) throws(Fault) -> [[Float]] {
    guard let tower = folder.text, let textTower else {
      throw Fault(
        "model.no-texts", .user, "the model \(folder.name) knows pictures alone",
        remedy: "Search with a picture, or use a model with a text tower.")
    }
    if texts.isEmpty { return [] }
    let loaded = try textTower.value()
    let length = loaded.encoder.recipe.contextLength
    var inputs = stopgaps(for: tower)
    inputs[tower.input.name] = Self.tensor(
      texts.flatMap { loaded.encoder.ids(of: $0) }, [texts.count, length], tower.input.kind)
    if let mask = tower.mask {
      inputs[mask.name] = Self.mask(of: texts, loaded.encoder, mask)
    }
    let output = try loaded.session.run(inputs, outputs: [tower.output.name])[0]
    return try rows(of: output, count: texts.count)
  }

  /// Which tokens count. SigLIP was trained to look at its padding.
  static func mask(
    of texts: [String], _ encoder: TextEncoder, _ port: TensorPort
  ) -> Tensor {
    let length = encoder.recipe.contextLength
    let isWhole = encoder.recipe.tokenizer == .sentencePiece
    let values = texts.flatMap { text -> [Int32] in
      let count = isWhole ? length : encoder.count(of: text)
      return (0..<length).map { $0 < count ? 1 : 0 }
    }
    return tensor(values, [texts.count, length], port.kind)
  }

  /// For a file with both sides: one picture of zeros or text of ones for the side that is not asked.
  private func stopgaps(for tower: ModelTower) -> [String: Tensor] {
    let usual =
      tower.side == .text ? [1, 3, side, side] : [1, folder.recipe.text?.contextLength ?? 77]
    var inputs: [String: Tensor] = [:]
    for port in tower.others {
      let shape = zip(port.shape, usual).map { $0 ?? $1 }
      let count = shape.reduce(1, *)
      let elements: Tensor.Elements =
        switch port.kind {
        case .half: .half([UInt16](repeating: 0, count: count))
        case .int32: .int32([Int32](repeating: 1, count: count))
        case .int64: .int64([Int64](repeating: 1, count: count))
        default: .float([Float](repeating: 0, count: count))
        }
      inputs[port.name] = Tensor(elements, shape: shape)
    }
    return inputs
  }

  static func tensor(_ values: [Int32], _ shape: [Int], _ kind: TensorPort.Kind) -> Tensor {
    kind == .int32
      ? Tensor(.int32(values), shape: shape) : Tensor(.int64(values.map(Int64.init)), shape: shape)
  }
}
