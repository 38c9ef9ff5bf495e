import Core
import Decoding
import Foundation
import TestSupport
import Testing

/// Every file that the test data has, sound or hostile, ends soon and in one of two ways.
@Suite struct RealFileTests {
  @Test(.enabled(if: TestData.has("formats"), "needs the pictures of the test data"))
  func everyFileDecodesOrSaysWhyNot() throws {
    var slowest = (seconds: 0.0, name: "")
    for folder in ["formats", "hostile", "photos/exif-samples", "neardup/imagededup"] {
      for file in TestData.files(under: folder) {
        let bytes = [UInt8](try Data(contentsOf: file))
        let clock = ContinuousClock()
        var outcome: Result<DecodedPicture, any Error>?
        let duration = clock.measure { outcome = Result { try Pictures.decode(bytes) } }
        let seconds =
          Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        if seconds > slowest.seconds { slowest = (seconds, file.lastPathComponent) }
        switch outcome {
        case .success(let picture): check(picture, file.lastPathComponent)
        case .failure(let fault as Fault):
          #expect(!fault.message.isEmpty && !fault.remedy.isEmpty, "\(file.path)")
        default: Issue.record("\(file.path) ended with \(String(describing: outcome))")
        }
      }
    }
    #expect(slowest.seconds < 10, "\(slowest.name)")
  }

  private func check(_ picture: DecodedPicture, _ name: String) {
    let image = picture.image
    #expect(image.width <= picture.width && image.height <= picture.height, "\(name)")
    let (long, short) = (max(image.width, image.height), min(image.width, image.height))
    #expect(long >= min(320, max(picture.width, picture.height)), "\(name)")
    #expect(short >= min(128, min(picture.width, picture.height)), "\(name)")
    let aspect = Double(picture.width) / Double(picture.height)
    let kept = Double(image.width) / Double(image.height)
    #expect(abs(aspect / kept - 1) < 0.02 || short < 40, "\(name): \(aspect) became \(kept)")
  }
}
