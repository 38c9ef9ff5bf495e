internal import Core
internal import FoundationEssentials
internal import Kernels

/// OpenCLIP's `open_clip_config.json`, and the two files that Immich makes of it: `config.json` (the
/// model) and `visual/preprocess_cfg.json` (the pictures).
struct OpenCLIPFile: Decodable {
  struct Preprocess: Decodable {
    var size: Sides?
    var mean: [Float]?
    var std: [Float]?
    var interpolation: String?
    var resizeMode: String?
    var fillColor: Int?
    var mode: String?

    enum CodingKeys: String, CodingKey {
      case size, mean, std, interpolation, mode
      case resizeMode = "resize_mode"
      case fillColor = "fill_color"
    }

    func recipe(side: Int?) throws -> ImageRecipe {
      guard let sides = size ?? side.map({ Sides(width: $0, height: $0) }) else {
        throw RecipeMismatch(why: "it names no size")
      }
      guard (mode ?? "RGB") == "RGB" else {
        throw RecipeMismatch(why: "its pictures are not in RGB")
      }
      let grey = UInt8(clamping: fillColor ?? 0)
      let fit: ImageRecipe.Fit =
        switch resizeMode ?? "shortest" {
        case "shortest": .crop(side: min(sides.width, sides.height))
        case "squash": .squash
        case "longest": .pad(red: grey, green: grey, blue: grey)
        default: throw RecipeMismatch(why: "it resizes in an unknown way")
        }
      let filter: ResamplingFilter =
        switch interpolation ?? "bicubic" {
        case "bicubic", "random": .bicubic
        case "bilinear": .bilinear
        default: throw RecipeMismatch(why: "it interpolates in an unknown way")
        }
      let clip = ImageRecipe.clip()
      return try ImageRecipe(
        width: sides.width, height: sides.height, fit: fit, filter: filter,
        mean: mean ?? clip.mean, deviation: std ?? clip.deviation
      ).checked()
    }
  }

  /// A number, or height and width in this order.
  struct Sides: Decodable {
    var width: Int
    var height: Int

    init(width: Int, height: Int) {
      self.width = width
      self.height = height
    }

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let side = try? value.decode(Int.self) {
        self.init(width: side, height: side)
        return
      }
      let sides = try value.decode([Int].self)
      guard let height = sides.first, let width = sides.last, sides.count <= 2 else {
        throw RecipeMismatch(why: "its size is not one or two numbers")
      }
      self.init(width: width, height: height)
    }
  }

  struct Model: Decodable {
    struct Text: Decodable {
      var contextLength: Int?
      var tokenizerName: String?
      var tokenizerOptions: Options?

      enum CodingKeys: String, CodingKey {
        case contextLength = "context_length"
        case tokenizerName = "hf_tokenizer_name"
        case tokenizerOptions = "tokenizer_kwargs"
      }
    }
    struct Options: Decodable { var clean: String? }
    struct Vision: Decodable {
      var imageSize: Sides?
      enum CodingKeys: String, CodingKey { case imageSize = "image_size" }
    }

    var vision: Vision?
    var text: Text?
    var initialLogitBias: Float?

    enum CodingKeys: String, CodingKey {
      case vision = "vision_cfg"
      case text = "text_cfg"
      case initialLogitBias = "init_logit_bias"
    }

    /// Models without a tokenizer's name have CLIP's own.
    func textRecipe() throws -> TextRecipe? {
      guard let text else { return nil }
      let length = text.contextLength ?? 77
      guard (2...4096).contains(length) else { throw RecipeMismatch(why: "its texts are absurd") }
      guard text.tokenizerName != nil else {
        return TextRecipe(
          tokenizer: .clip, cleaning: .lowered, contextLength: length, padding: 0)
      }
      let cleaning: TextCleaning =
        switch text.tokenizerOptions?.clean {
        case "canonicalize": .canonical
        case "lower": .lowered
        default: .spaces
        }
      return TextRecipe(
        tokenizer: .sentencePiece, cleaning: cleaning, contextLength: length, padding: nil)
    }
  }

  var preprocess: Preprocess?
  var model: Model?

  enum CodingKeys: String, CodingKey {
    case preprocess = "preprocess_cfg"
    case model = "model_cfg"
  }
}
