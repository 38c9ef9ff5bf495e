import Core
import Embeddings
import Kernels
import TestSupport
import Testing

struct FittingTests {
  private func drawn(_ width: Int, _ height: Int) -> RGBImage {
    var random = SeededGenerator(seed: 3)
    return RGBImage(
      width: width, height: height,
      samples: (0..<3 * width * height).map { _ in UInt8.random(in: 0...255, using: &random) })
  }

  @Test func sizesOfTheShorterSide() {
    for (width, height, cutWidth, cutHeight) in [(640, 480, 298, 224), (480, 641, 224, 299)] {
      let recipe = ImageRecipe.clip()
      let fitted = ImagePreprocessor(recipe).fitted(drawn(width, height))
      let whole = ResizeKernel.resized(
        drawn(width, height), width: cutWidth, height: cutHeight,
        window: PixelWindow(
          left: (cutWidth - 224) / 2,
          top: Int((Double(cutHeight - 224) / 2).rounded(.toNearestOrEven)),
          width: 224, height: 224), filter: .bicubic)
      #expect(fitted == whole)
    }
  }

  /// A margin of 75 / 2: torchvision takes 38, the even number; Hugging Face 37.
  @Test func oddMargins() {
    var recipe = ImageRecipe.clip()
    let image = drawn(224, 299)
    for (rounding, top) in [(ImageRecipe.CropRounding.halfToEven, 38), (.down, 37)] {
      recipe.cropRounding = rounding
      let fitted = ImagePreprocessor(recipe).fitted(image)
      #expect(fitted.samples == Array(image.samples[3 * 224 * top..<3 * 224 * (top + 224)]))
    }
  }

  /// Strips a million times longer than wide cost neither time nor memory.
  @Test func extremeShapes() {
    let preprocessor = ImagePreprocessor(.clip())
    for image in [drawn(1, 300_000), drawn(300_000, 1), drawn(1, 1)] {
      #expect(preprocessor.tensor(of: image).allSatisfy { $0.isFinite })
    }
    var padded = ImageRecipe.clip()
    padded.fit = .pad(red: 0, green: 0, blue: 0)
    #expect(ImagePreprocessor(padded).tensor(of: drawn(300_000, 1)).allSatisfy { $0.isFinite })
  }
}
