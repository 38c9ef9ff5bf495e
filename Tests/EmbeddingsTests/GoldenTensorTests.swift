import Core
import Decoding
import Embeddings
import Foundation
import TestSupport
import Testing

/// CLIP's own tensors of seven photographs, made by Pillow and torch.
@Suite struct GoldenTensorTests {
  @Test(.enabled(if: TestData.has("golden/clip-vitb32"), "needs the golden tensors"))
  func tensorsAreCLIPsOwn() throws {
    let folder = TestData.url("golden/clip-vitb32")
    let array = try NumpyArray(
      parsing: [UInt8](Data(contentsOf: folder.appending(path: "golden_tensors.npy"))))
    #expect(array.shape == [7, 3, 224, 224])
    let golden = array.floats()
    let names = try String(
      contentsOf: folder.appending(path: "golden_names.txt"), encoding: .utf8
    ).split(whereSeparator: \.isNewline).map(String.init)
    #expect(names.count == 7)
    let decoder = try PictureDecoder()
    let preprocessor = ImagePreprocessor(.clip())
    for (position, name) in names.enumerated() {
      let bytes = [UInt8](
        try Data(contentsOf: folder.appending(path: "images/\(name).jpg")))
      let image = try bytes.withUnsafeBytes { try decoder.fullSize($0) }
      let tensor = preprocessor.tensor(of: image)
      let expected = golden[(position * tensor.count)..<((position + 1) * tensor.count)]
      let worst = zip(tensor, expected).map { abs($0 - $1) }.max() ?? .infinity
      #expect(worst == 0, "\(name): \(worst)")
    }
  }
}
