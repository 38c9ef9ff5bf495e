package import Kernels

/// How a model wants its pictures: from an upright sRGB picture to its input tensor.
package struct ImageRecipe: Codable, Hashable, Sendable {
  /// How a picture of any shape becomes one of the model's.
  package enum Fit: Codable, Hashable, Sendable {
    /// The shorter side is made `side` pixels, then the middle is cut out. CLIP.
    case crop(side: Int)
    /// Both sides are resized on their own. SigLIP.
    case squash
    /// The whole picture fits in, the rest is of one colour: red, green, blue.
    case pad(red: UInt8, green: UInt8, blue: UInt8)
  }

  package enum Channels: String, Codable, Sendable { case rgb, bgr }
  package enum Layout: String, Codable, Sendable {
    /// Batch, channel, row, column.
    case nchw
    /// Batch, row, column, channel.
    case nhwc
  }

  /// Where a middle of odd margins begins.
  package enum CropRounding: String, Codable, Sendable {
    /// As torchvision: halves to the even number.
    case halfToEven
    /// As Hugging Face's processors: down.
    case down
  }

  /// How long the longer side becomes when the shorter one has its length.
  package enum SideRounding: String, Codable, Sendable {
    /// As torchvision and Hugging Face's processors: the whole number below.
    case down
    /// The nearest whole number, halves to the even one; pipelines of many people's own.
    case nearest
  }

  package var width: Int
  package var height: Int
  package var fit: Fit
  package var filter: ResamplingFilter
  package var cropRounding: CropRounding
  package var sideRounding = SideRounding.down
  /// Subtracted from samples of 0…1, red, green, blue.
  package var mean: [Float]
  /// Divided by afterwards.
  package var deviation: [Float]
  package var channels: Channels
  package var layout: Layout

  /// Beyond this a side is taken for a mistake in a model's file.
  static let longestSide = 4096

  package init(
    width: Int, height: Int, fit: Fit, filter: ResamplingFilter = .bicubic,
    cropRounding: CropRounding = .halfToEven, mean: [Float], deviation: [Float],
    channels: Channels = .rgb, layout: Layout = .nchw
  ) {
    self.width = width
    self.height = height
    self.fit = fit
    self.filter = filter
    self.cropRounding = cropRounding
    self.mean = mean
    self.deviation = deviation
    self.channels = channels
    self.layout = layout
  }

  /// Numbers in a picture's tensor.
  package var count: Int { 3 * width * height }

  /// That of OpenAI's CLIP.
  package static func clip(side: Int = 224) -> ImageRecipe {
    ImageRecipe(
      width: side, height: side, fit: .crop(side: side),
      mean: [0.48145466, 0.4578275, 0.40821073],
      deviation: [0.26862954, 0.26130258, 0.27577711])
  }

  /// That of SigLIP and SigLIP 2 with a fixed resolution.
  package static func sigLIP(side: Int = 224) -> ImageRecipe {
    ImageRecipe(
      width: side, height: side, fit: .squash, mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5])
  }
}

extension ResamplingFilter: Codable {}
