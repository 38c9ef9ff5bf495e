import Core
import Embeddings
import TestSupport
import Testing

@Suite struct PreprocessingTests {
  private func flat(_ width: Int, _ height: Int, _ colour: [UInt8]) -> RGBImage {
    RGBImage(
      width: width, height: height,
      samples: (0..<(width * height)).flatMap { _ in colour })
  }

  @Test(arguments: [(640, 480), (480, 640), (1, 1), (1, 500), (3, 224), (224, 224), (3_000, 20)])
  func everyShapeFillsTheTensor(_ width: Int, _ height: Int) {
    let image = DrawnPicture.image(seed: 4, width: width, height: height)
    for fit in [
      ImageRecipe.Fit.crop(side: 224), .squash, .pad(red: 10, green: 20, blue: 30),
    ] {
      var recipe = ImageRecipe.clip()
      recipe.fit = fit
      let fitted = ImagePreprocessor(recipe).fitted(image)
      #expect(fitted.width == 224 && fitted.height == 224)
      let tensor = ImagePreprocessor(recipe).tensor(of: image)
      #expect(tensor.count == 3 * 224 * 224)
      #expect(tensor.allSatisfy { $0.isFinite && abs($0) < 3 })
    }
  }

  @Test func channelsAndLayoutsAreOnlyAnOrder() {
    let image = flat(50, 50, [255, 128, 0])
    var recipe = ImageRecipe.clip()
    let plain = ImagePreprocessor(recipe).tensor(of: image)
    let plane = 224 * 224
    #expect(plain[0] == (1 - recipe.mean[0]) / recipe.deviation[0])
    #expect(plain[2 * plane] == (0 - recipe.mean[2]) / recipe.deviation[2])
    recipe.channels = .bgr
    let turned = ImagePreprocessor(recipe).tensor(of: image)
    #expect(turned[0] == plain[2 * plane] && turned[2 * plane] == plain[0])
    recipe.layout = .nhwc
    let pixels = ImagePreprocessor(recipe).tensor(of: image)
    #expect(pixels[0] == turned[0] && pixels[1] == turned[plane] && pixels[2] == turned[2 * plane])
  }

  @Test func paddingLeavesThePictureWhole() {
    var recipe = ImageRecipe.clip()
    recipe.fit = .pad(red: 1, green: 2, blue: 3)
    let fitted = ImagePreprocessor(recipe).fitted(flat(400, 100, [200, 100, 50]))
    func pixel(_ x: Int, _ y: Int) -> [UInt8] {
      Array(fitted.samples[(3 * (y * 224 + x))..<(3 * (y * 224 + x) + 3)])
    }
    #expect(pixel(0, 0) == [1, 2, 3] && pixel(223, 223) == [1, 2, 3])
    #expect(pixel(0, 112) == [200, 100, 50] && pixel(223, 112) == [200, 100, 50])
  }

  @Test func exportersFilesAreUnderstood() throws {
    let huggingFace = """
      {"crop_size": {"height": 224, "width": 224}, "do_center_crop": true, "do_normalize": true,
       "do_resize": true, "image_mean": [0.48145466, 0.4578275, 0.40821073],
       "image_std": [0.26862954, 0.26130258, 0.27577711], "resample": 3, "size": {"shortest_edge": 224}}
      """
    var expected = ImageRecipe.clip()
    expected.cropRounding = .down
    #expect(try ImageRecipe(preprocessorJSON: Array(huggingFace.utf8)) == expected)
    for text in ["", "{}x", "[1]", #"{"size": 1e9, "image_mean": [0,0,0], "image_std": [1,1,1]}"#] {
      #expect(throws: Fault.self) { try ImageRecipe(preprocessorJSON: Array(text.utf8)) }
    }
  }
}
