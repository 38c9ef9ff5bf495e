internal import Core
internal import FoundationEssentials
internal import Kernels

/// Hugging Face's `preprocessor_config.json`: what of it says how pictures are made.
struct PreprocessorFile: Decodable {
  /// A number, or the sides by name.
  enum Size: Decodable {
    case shortest(Int)
    case exact(width: Int, height: Int)

    init(from decoder: any Decoder) throws {
      if let side = try? decoder.singleValueContainer().decode(Int.self) {
        self = .shortest(side)
        return
      }
      let sides = try decoder.singleValueContainer().decode([String: Int?].self)
      if let side = sides["shortest_edge"] ?? nil {
        self = .shortest(side)
      } else if let width = sides["width"] ?? nil, let height = sides["height"] ?? nil {
        self = .exact(width: width, height: height)
      } else {
        throw RecipeMismatch(why: "its size names neither shortest_edge nor width and height")
      }
    }
  }

  var size: Size?
  var cropSize: Size?
  var doCenterCrop: Bool?
  var doResize: Bool?
  var doNormalize: Bool?
  var rescaleFactor: Double?
  var resample: Int?
  var imageMean: [Float]?
  var imageStd: [Float]?

  enum CodingKeys: String, CodingKey {
    case size, resample
    case cropSize = "crop_size"
    case doCenterCrop = "do_center_crop"
    case doResize = "do_resize"
    case doNormalize = "do_normalize"
    case rescaleFactor = "rescale_factor"
    case imageMean = "image_mean"
    case imageStd = "image_std"
  }

  func recipe() throws -> ImageRecipe {
    guard let size else { throw RecipeMismatch(why: "it names no size") }
    guard doResize != false else { throw RecipeMismatch(why: "it does not resize") }
    guard abs((rescaleFactor ?? 1 / 255) * 255 - 1) < 1e-6 else {
      throw RecipeMismatch(why: "its samples are not scaled to 0…1")
    }
    let (width, height, fit): (Int, Int, ImageRecipe.Fit)
    switch (size, cropSize) {
    case (.exact(let sizeWidth, let sizeHeight), _):
      (width, height, fit) = (sizeWidth, sizeHeight, .squash)
    case (.shortest(let side), .exact(let cropWidth, let cropHeight)):
      (width, height, fit) = (cropWidth, cropHeight, .crop(side: side))
    case (.shortest(let side), .shortest(let crop)):
      (width, height, fit) = (crop, crop, .crop(side: side))
    case (.shortest(let side), nil):
      (width, height, fit) = (side, side, .crop(side: side))
    }
    if case .crop = fit, doCenterCrop == false {
      throw RecipeMismatch(why: "its pictures keep their own shapes")
    }
    let isNormalised = doNormalize ?? true
    return try ImageRecipe(
      width: width, height: height, fit: fit, filter: filter(), cropRounding: .down,
      mean: isNormalised ? imageMean ?? [0.5, 0.5, 0.5] : [0, 0, 0],
      deviation: isNormalised ? imageStd ?? [0.5, 0.5, 0.5] : [1, 1, 1]
    ).checked()
  }

  private func filter() throws -> ResamplingFilter {
    switch resample {
    case 1: .lanczos
    case 2: .bilinear
    case 3, nil: .bicubic
    default: throw RecipeMismatch(why: "its resampling is none of bicubic, bilinear, lanczos")
    }
  }
}
