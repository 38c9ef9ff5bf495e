import Core
import Fingerprints
import TestSupport
import Testing

struct DescriptorTests {
  private typealias Pixel = (red: UInt8, green: UInt8, blue: UInt8)

  private func picture(_ seed: UInt64, _ width: Int = 320, _ height: Int = 240) -> RGBImage {
    DrawnPicture.image(seed: seed, width: width, height: height)
  }

  private func cosine(_ a: RGBImage, _ b: RGBImage) -> Float {
    product(VisualDescriptor.vector(of: a), VisualDescriptor.vector(of: b))
  }

  private func product(_ a: [Float], _ b: [Float]) -> Float {
    var sum: Float = 0
    for (one, other) in zip(a, b) { sum += one * other }
    return sum
  }

  private func edited(_ image: RGBImage, _ edit: (Pixel) -> Pixel) -> RGBImage {
    var image = image
    for start in stride(from: 0, to: image.samples.count, by: 3) {
      let new = edit((image.samples[start], image.samples[start + 1], image.samples[start + 2]))
      (image.samples[start], image.samples[start + 1], image.samples[start + 2]) = new
    }
    return image
  }

  private func cropped(_ image: RGBImage, left: Int, top: Int, width: Int, height: Int) -> RGBImage
  {
    let samples = (top..<top + height).flatMap { row in
      let start = 3 * (row * image.width + left)
      return image.samples[start..<start + 3 * width]
    }
    return RGBImage(width: width, height: height, samples: samples)
  }

  /// Every second pixel both ways.
  private func halved(_ image: RGBImage) -> RGBImage {
    let (width, height) = (image.width / 2, image.height / 2)
    let samples = (0..<height).flatMap { row in
      (0..<width).flatMap { column -> ArraySlice<UInt8> in
        let start = 3 * (2 * row * image.width + 2 * column)
        return image.samples[start..<start + 3]
      }
    }
    return RGBImage(width: width, height: height, samples: samples)
  }

  @Test(arguments: [(1, 1), (2, 1), (1, 900), (31, 33), (320, 240), (4000, 3)])
  func everySizeGivesAUnitVector(_ width: Int, _ height: Int) {
    for image in [
      picture(3, width, height),
      RGBImage(
        width: width, height: height,
        samples: [UInt8](repeating: 0, count: 3 * width * height)),
    ] {
      let vector = VisualDescriptor.vector(of: image)
      #expect(vector.count == VisualDescriptor.space.dimension)
      #expect(vector.allSatisfy { $0.isFinite })
      #expect(abs(product(vector, vector) - 1) < 1e-5)
    }
  }

  /// A change of the numbers must change the version: stored vectors would not be comparable.
  @Test func numbersStayWhatTheyAre() {
    let vector = VisualDescriptor.vector(of: picture(40))
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    for value in vector { digest = (digest ^ UInt64(value.bitPattern)) &* 0x100_0000_01B3 }
    #expect(VisualDescriptor.version == 1)
    #expect(digest == 0x4D91_FA32_666E_17E2)
  }

  @Test(arguments: 50..<58)
  func editsStayNear(_ seed: UInt64) {
    let image = picture(seed)
    let gray = edited(image) { pixel in
      let sum = 299 * Int(pixel.red) + 587 * Int(pixel.green) + 114 * Int(pixel.blue)
      let luma = UInt8(sum / 1000)
      return (luma, luma, luma)
    }
    let edits: [(String, RGBImage)] = [
      ("half the size", halved(image)), ("gray", gray),
      ("negative", edited(image) { (255 - $0.red, 255 - $0.green, 255 - $0.blue) }),
      ("darker", edited(image) { ($0.red / 2, $0.green / 2, $0.blue / 2) }),
      ("channels", edited(image) { ($0.green, $0.blue, $0.red) }),
      ("crop 10 %", cropped(image, left: 30, top: 4, width: 288, height: 216)),
    ]
    for (name, edit) in edits {
      let cosine = cosine(image, edit)
      #expect(cosine > VisualDescriptor.copyCosine, "\(name): \(cosine)")
    }
  }

  /// A crop in half the light is nearer to its picture than any of 59 others is.
  @Test func anEditFindsItsPicture() {
    let pictures = (100..<160).map { picture($0) }
    let vectors = pictures.map { VisualDescriptor.vector(of: $0) }
    for (index, image) in pictures.enumerated() {
      let darker = edited(image) { ($0.red / 2, $0.green / 2, $0.blue / 2) }
      let edit = VisualDescriptor.vector(
        of: cropped(darker, left: 24, top: 12, width: 288, height: 216))
      let products = vectors.map { product($0, edit) }
      #expect(products.firstIndex(of: products.max()!) == index)
    }
  }

  /// Without edges the colours decide, not what is left of noise.
  @Test func plainPicturesAreToldApartByColour() {
    var random = SeededGenerator(seed: 8)
    func plain(_ pixel: Pixel) -> RGBImage {
      let samples = (0..<320 * 240).flatMap { _ -> [UInt8] in
        let noise = UInt8(random.next() & 3)
        return [pixel.red + noise, pixel.green + noise, pixel.blue + noise]
      }
      return RGBImage(width: 320, height: 240, samples: samples)
    }
    #expect(cosine(plain((200, 30, 30)), plain((200, 30, 30))) > 0.8)
    #expect(cosine(plain((200, 30, 30)), plain((30, 60, 200))) < 0.3)
  }
}
