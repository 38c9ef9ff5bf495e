import Core
import Engine
import Foundation
import Models
import TestSupport
import Testing

/// The stand-in for CLIP knows a thousand things and nothing of quality: it must not be believed.
@Suite(
  .enabled(
    if: InstalledRuntime.hasModel && TestData.has("photos/coco256/images/val2017"),
    "needs ONNX Runtime, and models/miniclip and photos/coco256 of the test data"))
struct StandInQualityTests {
  @Test func clipIQAIsOffForTheStandIn() throws {
    let folder = try TemporaryFolder()
    let library = try Library(at: folder.path.appending("library"))
    var environment = InstalledRuntime.environment
    environment["SEMBLANCE_MODELS"] = folder.path.appending("models").display
    let shelf = ModelShelf(environment: environment)
    _ = try shelf.add(
      FilePath(TestData.url(InstalledRuntime.model).path), as: "miniclip"
    ) { _ in ([], nil) }
    try library.useModel("miniclip", from: shelf)
    let photographs = try FileManager.default.contentsOfDirectory(
      at: TestData.url("photos/coco256/images/val2017"), includingPropertiesForKeys: nil
    )
    .filter { $0.pathExtension == "jpg" }.sorted { $0.path < $1.path }.prefix(30)
    try library.index(photographs.map { FilePath($0.path) })
    // The index tries the model on what it just embedded.
    _ = try library.embed(with: try #require(try library.model(from: shelf)))
    let standing = try #require(try library.clipStanding())
    #expect(standing.model == nil)
    #expect(standing.words.contains("of 24 score lower when damaged"), "\(standing.words)")
  }
}
