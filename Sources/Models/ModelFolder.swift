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
  /// Immich's `visual` and `textual`, Hugging Face's `vision_model.onnx` and `text_model.onnx`. Of
  /// several of one side the one that is not quantised counts, then the first by name.
  ///
  /// - Throws: `model.folder` when no image tower is there, or a text tower without its vocabulary;
  ///   faults of the runtime.
  package init(at folder: FilePath, runtime: InferenceRuntime) throws(Fault) {
    let files = try FolderEntries.files(in: folder)
    let towers = try Self.towers(in: folder, files, runtime)
    let ordered = towers.sorted {
      (Self.isQuantised($0.file) ? 1 : 0, $0.file) < (Self.isQuantised($1.file) ? 1 : 0, $1.file)
    }
    guard let image = ordered.first(where: { $0.side == .image }) else {
      throw Fault(
        "model.folder", .user, "no model is there that makes vectors of pictures",
        remedy: "Give the folder of an ONNX export with separate towers for pictures and texts.",
        path: folder)
    }
    let text = ordered.first { $0.side == .text }
    let vocabulary = Self.vocabulary(among: files)
    if text != nil, vocabulary.isEmpty {
      throw Fault(
        "model.folder", .user, "the model's vocabulary is missing",
        remedy:
          "Put bpe_simple_vocab_16e6.txt.gz, tokenizer.json, or vocab.json and merges.txt there.",
        path: folder)
    }
    self.name = folder.lastComponent.display
    self.folder = folder
    self.image = image
    self.text = text
    self.vocabulary = vocabulary
    recipe = try Self.recipe(files, image: image, text: text, in: folder)
  }

  /// What `add` wrote down; else each file is loaded to see what it takes and gives.
  private static func towers(
    in folder: FilePath, _ files: [FilePath], _ runtime: InferenceRuntime
  ) throws(Fault) -> [ModelTower] {
    if let manifest = try ModelManifest(of: folder), !manifest.towers.isEmpty {
      return manifest.towers.map { tower in
        var tower = tower
        tower.file = folder.appending(tower.file)
        return tower
      }
    }
    var towers: [ModelTower] = []
    for file in files where file.fileExtension == "onnx" {
      var options = SessionOptions()
      options.device = .cpu
      let session = try RuntimeModel(file, runtime: runtime).session(options)
      if let tower = ModelTower(file: file, inputs: session.inputs, outputs: session.outputs) {
        towers.append(tower)
      }
    }
    return towers
  }

  /// The towers in use.
  package var towers: [ModelTower] { [image] + (text.map { [$0] } ?? []) }

  /// The size of pictures that the model looks at; `nil` when nothing says it.
  package var pictureSize: (width: Int, height: Int)? {
    recipe.image.map { ($0.width, $0.height) }
  }

  /// All files that decide what the vectors are.
  package var files: [FilePath] {
    towers.map(\.file) + vocabulary
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
    if names.first == "tokenizer.json" {
      return try CLIPTokenizer(tokenizerJSON: try bytes(vocabulary[0]))
    }
    return try CLIPTokenizer(openAI: try bytes(vocabulary[0]))
  }

  private static func isQuantised(_ file: FilePath) -> Bool {
    let name = file.lastComponent.display.lowercased()
    return ["quant", "int8", "uint8", "fp16", "q4", "bnb4"].contains { name.contains($0) }
  }

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
    return first("tokenizer.json").map { [$0] } ?? []
  }

  /// A person's own word on how pictures are made smaller, where an exporter left none.
  package static let recipeName = "semblance-recipe.json"

  private static func adjust(
    _ recipe: inout ModelRecipe, with file: [UInt8], in folder: FilePath
  ) throws(Fault) {
    func fault(_ why: String) -> Fault {
      Fault(
        "model.recipe", .user, "\(recipeName) cannot be understood: \(why)",
        remedy: "It holds crop_rounding (halfToEven, down) and side_rounding (down, nearest).",
        path: folder)
    }
    guard let json = try? JSONValue(parsing: file), case .object(let members) = json else {
      throw fault("it is no JSON object")
    }
    for member in members {
      switch member.key {
      case "crop_rounding":
        guard let rounding = member.value.text.flatMap(ImageRecipe.CropRounding.init) else {
          throw fault("crop_rounding is neither halfToEven nor down")
        }
        recipe.image?.cropRounding = rounding
      case "side_rounding":
        guard let rounding = member.value.text.flatMap(ImageRecipe.SideRounding.init) else {
          throw fault("side_rounding is neither down nor nearest")
        }
        recipe.image?.sideRounding = rounding
      default: throw fault("there is no setting '\(member.key)'")
      }
    }
  }

  private static func recipe(
    _ files: [FilePath], image: ModelTower, text: ModelTower?, in folder: FilePath
  ) throws(Fault) -> ModelRecipe {
    func bytes(_ name: String) throws(Fault) -> [UInt8]? {
      guard let file = files.first(where: { $0.lastComponent.display == name }) else { return nil }
      return try FileContents(reading: file, limit: 1 << 20).withBytes { Array($0) }
    }
    var recipe = ModelRecipe.clip
    if let file = try bytes("open_clip_config.json") {
      recipe = try ModelRecipe(openCLIPJSON: file)
    } else if let file = try bytes("preprocessor_config.json") {
      recipe.image = try ImageRecipe(preprocessorJSON: file)
    } else if let file = try bytes("preprocess_cfg.json") {
      recipe.image = try ImageRecipe(immichJSON: file)
    } else if let side = image.input.shape[2], side != 224 {
      recipe.image = .clip(side: side)
    }
    if let length = text?.input.shape[1] { recipe.text?.contextLength = length }
    if let file = try bytes(recipeName) { try adjust(&recipe, with: file, in: folder) }
    return recipe
  }
}
