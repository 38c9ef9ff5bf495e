internal import Core
internal import Embeddings
internal import Files
internal import Inference

extension ModelFolder {
  /// A person's own word on how pictures are made smaller, where an exporter left none.
  package static let recipeName = "semblance-recipe.json"

  /// CLIP's, or that of SigLIP where a SentencePiece model cuts the texts.
  private static func usual(
    for vocabulary: [FilePath], side: Int
  ) throws(Fault) -> ModelRecipe {
    var clip = ModelRecipe.clip
    clip.image = .clip(side: side)
    guard let file = vocabulary.first else { return clip }
    switch file.lastComponent.display {
    case "spiece.model": return .sigLIP(side: side, isUnigram: true)
    case "tokenizer.model": return .sigLIP(side: side, isUnigram: false)
    case "tokenizer.json":
      let bytes = try FileContents(reading: file, limit: 256 << 20).withBytes { Array($0) }
      guard SentencePieceTokenizer.isDescribed(by: bytes) else { return clip }
      return .sigLIP(side: side, isUnigram: SentencePieceTokenizer.isUnigram(bytes))
    default: return clip
    }
  }

  private static func adjust(
    _ recipe: inout ModelRecipe, with file: [UInt8], in folder: FilePath
  ) throws(Fault) {
    func fault(_ why: String) -> Fault {
      Fault(
        "model.recipe", .user, "\(recipeName) cannot be understood: \(why)",
        remedy:
          "It holds crop_rounding (halfToEven, down), side_rounding (down, nearest), logit_scale and "
          + "logit_bias (numbers).",
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
      case "logit_scale", "logit_bias":
        guard let number = member.value.double, number.isFinite else {
          throw fault("\(member.key) is no number")
        }
        if member.key == "logit_scale" {
          recipe.logitScale = Float(number)
        } else {
          recipe.logitBias = Float(number)
        }
      default: throw fault("there is no setting '\(member.key)'")
      }
    }
  }

  /// The files that exporters leave, in the order in which they are believed; what none of them says is
  /// as with models whose texts are cut in the same way.
  static func recipe(
    _ files: [FilePath], image: ModelTower, text: ModelTower?, _ vocabulary: [FilePath],
    in folder: FilePath
  ) throws(Fault) -> ModelRecipe {
    func bytes(_ name: String) throws(Fault) -> [UInt8]? {
      guard let file = files.first(where: { $0.lastComponent.display == name }) else { return nil }
      return try FileContents(reading: file, limit: 1 << 20).withBytes { Array($0) }
    }
    let side = image.input.shape[2] ?? 224
    var recipe = try usual(for: vocabulary, side: side)
    if let file = try bytes("open_clip_config.json") {
      let told = try ModelRecipe(openCLIPJSON: file)
      recipe.image = told.image ?? recipe.image
      recipe.text = told.text ?? recipe.text
      recipe.logitBias = told.logitBias
    } else if let file = try bytes("preprocess_cfg.json") {
      recipe.image = try ImageRecipe(immichJSON: file)
      // Hugging Face's files of this name say other things.
      if let model = try bytes("config.json"), (try? JSONValue(parsing: model))?["text_cfg"] != nil
      {
        let told = try ModelRecipe(immichModelJSON: model, image: recipe.image)
        recipe.text = told.text ?? recipe.text
      }
    } else if let file = try bytes("preprocessor_config.json") {
      recipe.image = try ImageRecipe(preprocessorJSON: file)
    }
    if let logits = try ModelManifest(of: folder)?.logits {
      (recipe.logitScale, recipe.logitBias) = (logits.scale, logits.bias)
    }
    if let length = text?.input.shape[1] { recipe.text?.contextLength = length }
    if let file = try bytes(recipeName) { try adjust(&recipe, with: file, in: folder) }
    return recipe
  }
}
