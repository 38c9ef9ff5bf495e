package import Core
package import Embeddings
internal import Files
package import Inference

/// A folder with a model's files, as exporters leave it, understood.
package struct ModelFolder: Sendable {
  package let name: String
  package let folder: FilePath
  package let image: ModelTower
  /// `nil` for a model that knows pictures alone.
  package let text: ModelTower?
  package let recipe: ModelRecipe
  /// Files of the vocabulary; empty without a text tower.
  package let vocabulary: [FilePath]

  /// Looks at the files of a folder and of those directly in it: separate towers under any name,
  /// Immich's `visual` and `textual`, Hugging Face's `vision_model.onnx` and `text_model.onnx`, or one
  /// file with both sides. Separate towers count before such a file, then the first by name.
  ///
  /// - Parameter variant: which precision of the files; by default the first of
  ///   ``ModelVariant/all`` that makes vectors of pictures.
  /// - Throws: `model.folder` when no image tower is there, a text tower without its vocabulary, or
  ///   towers whose vectors have different lengths; `model.variant` when the variant is not there;
  ///   faults of the runtime.
  package init(
    at folder: FilePath, variant: ModelVariant? = nil, runtime: InferenceRuntime
  ) throws(Fault) {
    let files = try FolderEntries.files(in: folder)
    let towers = try Self.towers(in: folder, files, variant, runtime).sorted {
      ($0.others.count, $0.file) < ($1.others.count, $1.file)
    }
    guard let image = towers.first(where: { $0.side == .image }) else {
      throw Fault(
        "model.folder", .user, "no model is there that makes vectors of pictures",
        remedy: "Give the folder of an ONNX export that has outputs for vectors, not logits alone.",
        path: folder)
    }
    let text = towers.first { $0.side == .text }
    let vocabulary = Self.vocabulary(among: files)
    if text != nil, vocabulary.isEmpty {
      throw Fault(
        "model.folder", .user, "the model's vocabulary is missing",
        remedy:
          "Put bpe_simple_vocab_16e6.txt.gz, tokenizer.json, tokenizer.model, spiece.model, or "
          + "vocab.json and merges.txt there.",
        path: folder)
    }
    if let text, let one = image.dimension, let other = text.dimension, one != other {
      throw Fault(
        "model.folder", .user,
        "its vectors of pictures have \(one) numbers, those of texts \(other)",
        remedy: "Export both towers with their projections.", path: folder)
    }
    self.name = folder.lastComponent.display
    self.folder = folder
    self.image = image
    self.text = text
    self.vocabulary = vocabulary
    recipe = try Self.recipe(files, image: image, text: text, vocabulary, in: folder)
  }

  /// What `add` wrote down; else each file of a variant is loaded to see what it takes and gives.
  private static func towers(
    in folder: FilePath, _ files: [FilePath], _ variant: ModelVariant?, _ runtime: InferenceRuntime
  ) throws(Fault) -> [ModelTower] {
    if let manifest = try ModelManifest(of: folder), !manifest.towers.isEmpty {
      return manifest.towers.map { tower in
        var tower = tower
        tower.file = folder.appending(tower.file)
        return tower
      }
    }
    let models = files.filter { $0.fileExtension == "onnx" }
    let named = Set(models.map(ModelVariant.init(of:)))
    let there = ModelVariant.all.filter(named.contains)
    if let variant, !there.contains(variant) {
      throw Fault(
        "model.variant", .user, "there is no variant \(variant.name) of the model",
        remedy: "There is: \(there.map(\.name).joined(separator: ", ")).", path: folder)
    }
    for candidate in variant.map({ [$0] }) ?? there {
      var towers: [ModelTower] = []
      for file in models where ModelVariant(of: file) == candidate {
        var options = SessionOptions()
        options.device = .cpu
        let session = try RuntimeModel(file, runtime: runtime).session(options)
        towers += ModelTower.towers(
          file: file, inputs: session.inputs, outputs: session.outputs)
      }
      if towers.contains(where: { $0.side == .image }) { return towers }
    }
    return []
  }

  /// The towers in use.
  package var towers: [ModelTower] { [image] + (text.map { [$0] } ?? []) }

  /// The size of pictures that the model looks at; `nil` when nothing says it.
  package var pictureSize: (width: Int, height: Int)? {
    recipe.image.map { ($0.width, $0.height) }
  }

  /// All files that decide what the vectors are.
  package var files: [FilePath] {
    (image.file == text?.file ? [image.file] : towers.map(\.file)) + vocabulary
  }

  /// The names, below the folder, of what `add` copies: all but models that are not in use and
  /// weights for other programs.
  ///
  /// - Throws: a fault when the folder cannot be read.
  package func wantedFiles() throws(Fault) -> [String] {
    let others: Set = ["bin", "safetensors", "h5", "msgpack", "ot", "pt", "pth", "ckpt", "tflite"]
    return try FolderEntries.files(in: folder).filter { file in
      // What weighs more than two gigabytes lies beside its model: model.onnx_data, model.onnx.data.
      if file.lastComponent.display.contains(".onnx") {
        return towers.contains { file.bytes.starts(with: $0.file.bytes) }
      }
      return !others.contains(file.fileExtension)
    }.compactMap { file in
      String(validating: file.bytes.dropFirst(folder.bytes.count + 1), as: UTF8.self)
    }
  }

  /// The tokenizer of its vocabulary.
  ///
  /// - Throws: a fault `model.vocabulary` when it is damaged.
  package func tokenizer() throws(Fault) -> any TextTokenizer {
    func bytes(_ file: FilePath) throws(Fault) -> [UInt8] {
      try FileContents(reading: file, limit: 256 << 20).withBytes { Array($0) }
    }
    let names = vocabulary.map(\.lastComponent.display)
    if names.first == "vocab.json" {
      return try CLIPTokenizer(
        vocabulary: try bytes(vocabulary[0]), merges: try bytes(vocabulary[1]))
    }
    let file = try bytes(vocabulary[0])
    if names.first == "tokenizer.json" {
      return SentencePieceTokenizer.isDescribed(by: file)
        ? try SentencePieceTokenizer(tokenizerJSON: file) : try CLIPTokenizer(tokenizerJSON: file)
    }
    if Self.pieceFiles.contains(names[0]) { return try SentencePieceTokenizer(model: file) }
    return try CLIPTokenizer(openAI: file)
  }

  /// SentencePiece models, by the names that SigLIP's and SigLIP 2's have.
  static let pieceFiles = ["spiece.model", "tokenizer.model"]

  private static func vocabulary(among files: [FilePath]) -> [FilePath] {
    func first(_ name: String) -> FilePath? {
      files.first(where: { $0.lastComponent.display == name })
    }
    if let file = files.first(where: {
      $0.lastComponent.display.hasPrefix("bpe_simple_vocab")
    }) {
      return [file]
    }
    if let vocabulary = first("vocab.json"), let merges = first("merges.txt") {
      return [vocabulary, merges]
    }
    // Understood quicker than the JSON that was made of them.
    if let pieces = pieceFiles.lazy.compactMap(first).first { return [pieces] }
    return first("tokenizer.json").map { [$0] } ?? []
  }
}
