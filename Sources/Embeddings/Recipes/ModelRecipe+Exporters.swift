package import Core
internal import FoundationEssentials

/// Why a file that was read says nothing usable.
struct RecipeMismatch: Error { let why: String }

extension ImageRecipe {
  /// From Hugging Face's `preprocessor_config.json`.
  ///
  /// - Throws: `model.recipe` when the file cannot be understood or asks for what is not done here.
  package init(preprocessorJSON bytes: [UInt8]) throws(Fault) {
    self = try Fault.reading("preprocessor_config.json") {
      try JSONDecoder().decode(PreprocessorFile.self, from: Data(bytes)).recipe()
    }
  }

  /// From Immich's `visual/preprocess_cfg.json`, which has OpenCLIP's keys.
  package init(immichJSON bytes: [UInt8]) throws(Fault) {
    self = try Fault.reading("preprocess_cfg.json") {
      try JSONDecoder().decode(OpenCLIPFile.Preprocess.self, from: Data(bytes)).recipe(side: nil)
    }
  }

  func checked() throws -> ImageRecipe {
    guard (1...Self.longestSide).contains(width), (1...Self.longestSide).contains(height) else {
      throw RecipeMismatch(why: "its size is absurd")
    }
    if case .crop(let side) = fit, side < max(width, height) || side > Self.longestSide {
      throw RecipeMismatch(why: "its crop is larger than its resized picture")
    }
    guard mean.count == 3, deviation.count == 3, mean.allSatisfy(\.isFinite),
      deviation.allSatisfy({ $0.isFinite && $0 > 0 })
    else { throw RecipeMismatch(why: "its means and deviations are not three numbers each") }
    return self
  }
}

extension ModelRecipe {
  /// From OpenCLIP's `open_clip_config.json`.
  ///
  /// - Throws: `model.recipe`, as for pictures.
  package init(openCLIPJSON bytes: [UInt8]) throws(Fault) {
    self = try Fault.reading("open_clip_config.json") {
      let file = try JSONDecoder().decode(OpenCLIPFile.self, from: Data(bytes))
      guard file.preprocess != nil || file.model != nil else {
        throw RecipeMismatch(why: "it has neither model_cfg nor preprocess_cfg")
      }
      return try Self.recipe(preprocess: file.preprocess, model: file.model)
    }
  }

  /// From Immich's `config.json`, which has the keys of OpenCLIP's `model_cfg`, and its
  /// `visual/preprocess_cfg.json`.
  package init(immichModelJSON bytes: [UInt8], image: ImageRecipe?) throws(Fault) {
    self = try Fault.reading("config.json") {
      let model = try JSONDecoder().decode(OpenCLIPFile.Model.self, from: Data(bytes))
      var recipe = try Self.recipe(preprocess: nil, model: model)
      recipe.image = image ?? recipe.image
      return recipe
    }
  }

  private static func recipe(
    preprocess: OpenCLIPFile.Preprocess?, model: OpenCLIPFile.Model?
  ) throws -> ModelRecipe {
    let side = model?.vision?.imageSize
    var image: ImageRecipe?
    if let preprocess {
      image = try preprocess.recipe(side: side?.width)
    } else if side != nil {
      image = try OpenCLIPFile.Preprocess(size: side).recipe(side: nil)
    }
    return ModelRecipe(
      image: image, text: try model?.textRecipe(), logitBias: model?.initialLogitBias ?? 0)
  }
}

extension Fault {
  static func reading<Value>(_ name: String, _ body: () throws -> Value) throws(Fault) -> Value {
    do {
      return try body()
    } catch {
      let why = (error as? RecipeMismatch)?.why ?? "it is not the JSON that was expected"
      throw Fault(
        "model.recipe", .user, "\(name) of the model cannot be used: \(why)",
        remedy: "Give a model with a recipe of the usual kind, or write one.")
    }
  }
}
