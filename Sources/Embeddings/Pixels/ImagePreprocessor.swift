package import Core
internal import Kernels

/// Makes a model's input of a picture, bit for bit as Pillow and torchvision (or Hugging Face's
/// processor) do.
///
/// The order of operations is theirs: resize to bytes, cut, divide by 255, subtract the mean, divide
/// by the deviation, each step in single precision. As a sample has 256 values, the last three are a
/// table.
package struct ImagePreprocessor: Sendable {
  package let recipe: ImageRecipe
  private let table: [Float]

  package init(_ recipe: ImageRecipe) {
    self.recipe = recipe
    table = (0..<3).flatMap { channel in
      let channel = recipe.channels == .rgb ? channel : 2 - channel
      return (0..<256).map {
        (Float($0) / 255 - recipe.mean[channel]) / recipe.deviation[channel]
      }
    }
  }

  /// Writes one picture's numbers into its place in a batch.
  ///
  /// - Parameters:
  ///   - image: upright sRGB; full-size, where the result must equal that of other programs.
  ///   - tensor: `recipe.count` numbers, all of which are written.
  /// - Complexity: O(pixels); about 1 ms for 1600×1200.
  package func write(_ image: RGBImage, into tensor: inout MutableSpan<Float>) {
    write(fitted: fitted(image), into: &tensor)
  }

  /// Writes the numbers of a picture that `fitted` gave, `recipe.count` of them from `start` on.
  package func write(
    fitted: RGBImage, into tensor: inout MutableSpan<Float>, at start: Int = 0
  ) {
    let source: [UInt8] = recipe.channels == .rgb ? [0, 1, 2] : [2, 1, 0]
    switch recipe.layout {
    case .nchw:
      TensorKernel.writePlanes(of: fitted, table: table, source: source, into: &tensor, at: start)
    case .nhwc:
      TensorKernel.writePixels(of: fitted, table: table, source: source, into: &tensor, at: start)
    }
  }

  /// One picture's numbers, in memory of their own.
  package func tensor(of image: RGBImage) -> [Float] {
    var numbers = [Float](repeating: 0, count: recipe.count)
    var span = numbers.mutableSpan
    write(image, into: &span)
    return numbers
  }

  /// The picture in the model's size, still in bytes.
  package func fitted(_ image: RGBImage) -> RGBImage {
    switch recipe.fit {
    case .squash:
      return resized(image, recipe.width, recipe.height, window: whole(recipe.width, recipe.height))
    case .crop(let side):
      let (width, height) = sizes(of: image, shorterSide: side)
      let window = PixelWindow(
        left: margin(width - recipe.width), top: margin(height - recipe.height),
        width: recipe.width, height: recipe.height)
      return resized(image, width, height, window: window)
    case .pad(let red, let green, let blue):
      let ratio = max(
        Double(image.height) / Double(recipe.height), Double(image.width) / Double(recipe.width))
      let width = Self.rounded(Double(image.width) / ratio, within: 1...recipe.width)
      let height = Self.rounded(Double(image.height) / ratio, within: 1...recipe.height)
      let small = resized(image, width, height, window: whole(width, height))
      return padded(small, with: [red, green, blue])
    }
  }

  /// The shorter side becomes `shorterSide`, the longer its share, as the recipe rounds it.
  private func sizes(of image: RGBImage, shorterSide: Int) -> (width: Int, height: Int) {
    let (short, long) = (min(image.width, image.height), max(image.width, image.height))
    let other =
      switch recipe.sideRounding {
      case .down: shorterSide * long / short
      case .nearest:
        Int((Double(shorterSide) * Double(long) / Double(short)).rounded(.toNearestOrEven))
      }
    return image.width <= image.height ? (shorterSide, other) : (other, shorterSide)
  }

  private func margin(_ rest: Int) -> Int {
    switch recipe.cropRounding {
    case .down: rest / 2
    case .halfToEven: Int((Double(rest) / 2).rounded(.toNearestOrEven))
    }
  }

  private static func rounded(_ side: Double, within range: ClosedRange<Int>) -> Int {
    min(max(Int(side.rounded(.toNearestOrEven)), range.lowerBound), range.upperBound)
  }

  private func whole(_ width: Int, _ height: Int) -> PixelWindow {
    PixelWindow(left: 0, top: 0, width: width, height: height)
  }

  private func resized(
    _ image: RGBImage, _ width: Int, _ height: Int, window: PixelWindow
  ) -> RGBImage {
    ResizeKernel.resized(
      image, width: width, height: height, window: window, filter: recipe.filter)
  }

  private func padded(_ image: RGBImage, with colour: [UInt8]) -> RGBImage {
    let (left, top) = ((recipe.width - image.width) / 2, (recipe.height - image.height) / 2)
    var samples: [UInt8] = []
    samples.reserveCapacity(recipe.count)
    func fill(_ pixels: Int) { for _ in 0..<pixels { samples += colour } }
    fill(top * recipe.width)
    for row in 0..<image.height {
      fill(left)
      samples += image.samples[3 * row * image.width..<3 * (row + 1) * image.width]
      fill(recipe.width - image.width - left)
    }
    fill((recipe.height - image.height - top) * recipe.width)
    return RGBImage(width: recipe.width, height: recipe.height, samples: samples)
  }
}
