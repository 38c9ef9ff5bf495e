import Core
import Engine
import Foundation
import Inference
import Models
import TestSupport
import Testing

/// Adding, listing and verifying models.
@Suite struct ModelShelfTests {
  private let folder: TemporaryFolder
  private let shelf: ModelShelf

  init() throws {
    folder = try TemporaryFolder()
    var environment = InstalledRuntime.environment
    environment["SEMBLANCE_MODELS"] = folder.path.appending("shelf").display
    shelf = ModelShelf(environment: environment)
  }

  private static let miniclip = InstalledRuntime.model

  private func code(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return (error as? Fault)?.code.name
    }
  }

  @Test func theEnvironmentSaysHowModelsRun() throws {
    var shelf = shelf
    try shelf.run(on: nil, batch: nil)
    #expect(shelf.device == nil && shelf.batch == 8)
    try shelf.run(on: "CPU", batch: "16")
    #expect(shelf.device == .cpu && shelf.batch == 16)
    for (device, batch) in [("tpu", nil), (nil, "0"), (nil, "1025"), (nil, "x")]
      as [(String?, String?)]
    {
      #expect(code { try shelf.run(on: device, batch: batch) } == "usage.environment")
    }
  }

  @Test(.enabled(if: InstalledRuntime.hasModel, InstalledRuntime.modelComment))
  func aModelRunsInBatchesOfTheSizeThatIsSaid() throws {
    var shelf = shelf
    _ = try shelf.install(from: FilePath(TestData.url(Self.miniclip).path), name: "clip")
    try shelf.run(on: "cpu", batch: "16")
    let model = try shelf.open("clip")
    #expect(model.preferredBatch == (model.folder.image.input.shape[0] ?? 16))
  }

  @Test(.enabled(if: InstalledRuntime.hasModel, InstalledRuntime.modelComment))
  func anAddedModelIsSoundUntilAFileChanges() throws {
    let source = FilePath(TestData.url(Self.miniclip).path)
    let added = try shelf.install(from: source, name: "clip")
    #expect(added.map(\.name) == ["clip"])
    #expect(try shelf.problems(of: "clip") == [])
    let place = try shelf.place(of: "clip")
    let manifest = try #require(try ModelManifest(of: place))
    #expect(manifest.files.map(\.name).contains("miniclip_image.onnx"))

    let file = URL(filePath: place.appending("VOCAB_LICENSE").display)
    try Data("changed".utf8).write(to: file)
    #expect(try shelf.problems(of: "clip") == ["VOCAB_LICENSE is not what was added"])
    #expect(code { _ = try shelf.install(from: source, name: "clip") } == "model.exists")
  }

  /// What `add` wrote down is what the files themselves say, and the vectors keep their space.
  @Test(.enabled(if: InstalledRuntime.hasModel, InstalledRuntime.modelComment))
  func aModelWithoutItsListIsTheSame() throws {
    _ = try shelf.install(from: FilePath(TestData.url(Self.miniclip).path), name: "clip")
    let place = try shelf.place(of: "clip")
    let written = try ModelFolder(at: place, runtime: shelf.runtime())
    let space = try shelf.open("clip").space
    try FileManager.default.removeItem(
      atPath: place.appending(FilePath(ModelManifest.fileName)).display)
    let seen = try ModelFolder(at: place, runtime: shelf.runtime())
    #expect(written.image == seen.image && written.text == seen.text)
    #expect(try shelf.open("clip").space == space)
  }

  @Test(.enabled(if: InstalledRuntime.hasModel, InstalledRuntime.modelComment))
  func modelsOfOneShelfDoNotHideEachOther() throws {
    let source = FilePath(TestData.url(Self.miniclip).path)
    _ = try shelf.install(from: source, name: "b")
    _ = try shelf.install(from: source, name: "a")
    #expect(shelf.listed().map(\.name) == ["a", "b"])
    guard case .embedding(let export) = shelf.listed()[0].kind else {
      Issue.record("it is an embedding model")
      return
    }
    #expect(export.text != nil)
    #expect(export.image.dimension == 512)
  }

  @Test(
    .enabled(if: InstalledRuntime.hasModel, InstalledRuntime.modelComment),
    arguments: [
      ("{}", true), (#"{"side_rounding": "nearest"}"#, true), (#"{"crop_rounding": "up"}"#, false),
      (#"{"side": 1}"#, false), ("[]", false), ("", false),
    ])
  func aRecipeBesideTheModelIsUnderstoodOrRefused(text: String, isGood: Bool) throws {
    let source = FilePath(TestData.url(Self.miniclip).path)
    let place = try shelf.add(source, as: "clip") { _ in ([], nil) }
    let plain = try shelf.open("clip").version
    try Data(text.utf8).write(
      to: URL(filePath: place.appending(FilePath(ModelFolder.recipeName)).display))
    if isGood {
      #expect((try shelf.open("clip").version == plain) == (text == "{}"))
    } else {
      #expect(code { _ = try shelf.open("clip") } == "model.recipe")
    }
  }

  @Test(.enabled(if: InstalledRuntime.isThere, InstalledRuntime.comment))
  func whatIsNoModelLeavesNothingBehind() throws {
    let source = folder.path.appending("source")
    try folder.write(Array("no model".utf8), to: "source/model.onnx")
    try folder.write(Array("text".utf8), to: "source/readme.txt")
    #expect(code { _ = try shelf.install(from: source) } != nil)
    #expect(shelf.all().isEmpty)
    let left = try? FileManager.default.contentsOfDirectory(
      atPath: folder.path.appending("shelf").display)
    #expect(left ?? [] == [])
  }

  @Test(arguments: ["", ".hidden", "a/b", "..", String(repeating: "n", count: 300)])
  func namesThatAreNoneAreRefused(name: String) throws {
    try folder.write(Array("x".utf8), to: "source/model.onnx")
    let source = folder.path.appending("source")
    #expect(code { _ = try shelf.add(source, as: name) { _ in ([], nil) } } == "model.name")
  }

  @Test func aMissingModelIsNamed() throws {
    #expect(code { _ = try shelf.place(of: "clip") } == "model.unknown")
    #expect(code { _ = try shelf.problems(of: "clip") } == "model.unknown")
  }

  @Test(.enabled(if: TestData.has("iqa/models"), "needs the published quality parameters"))
  func publishedQualityParametersBecomeTwoModels() throws {
    let source = FilePath(TestData.url("iqa/models").path)
    #expect(try shelf.install(from: source).map(\.name) == ["brisque-live", "niqe-live"])
    #expect(try shelf.problems(of: "brisque-live") == [])
    let assessor = try QualityModels.assessor(folders: shelf.folders)
    #expect(assessor.brisque != nil && assessor.naturalness?.name == "niqe-live")
    try folder.write(Array("1,2,nan".utf8), to: "shelf/niqe-live/niqe_mu.csv")
    #expect(try shelf.problems(of: "niqe-live").count == 2)
  }
}
