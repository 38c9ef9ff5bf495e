import Core
import Embeddings
import Engine
import Files
import Foundation
import Models
import Synchronization
import TestSupport
import Testing
import Transfers

/// Models that are pulled from a server on this machine.
@Suite(.enabled(if: InstalledRuntime.isThere, InstalledRuntime.comment))
struct ModelPullTests {
  private let folder: TemporaryFolder
  private let shelf: ModelShelf

  init() throws {
    folder = try TemporaryFolder()
    var environment = InstalledRuntime.environment
    environment["SEMBLANCE_MODELS"] = folder.path.appending("shelf").display
    shelf = ModelShelf(environment: environment)
  }

  private static let fixtures = [
    "visual/model.onnx": "immich-visual.onnx", "textual/model.onnx": "immich-textual.onnx",
    "textual/tokenizer.json": "tokenizer-clip.json",
  ]
  private static let config = """
    {"embed_dim": 4, "vision_cfg": {"image_size": 8}, "text_cfg": {"context_length": 16}}
    """

  /// Makes an export in Immich's layout below `name`.
  private func export(_ name: String) throws {
    let fixtures = Bundle.module.url(forResource: "Fixtures", withExtension: nil)!
    for (file, fixture) in Self.fixtures {
      try folder.write(
        [UInt8](Data(contentsOf: fixtures.appending(path: fixture))), to: "\(name)/\(file)")
    }
    try folder.write(Array(Self.config.utf8), to: "\(name)/config.json")
  }

  /// A model as another machine has it on its shelf, served there.
  private func theirs() throws -> FilePath {
    try export("export")
    var environment = InstalledRuntime.environment
    environment["SEMBLANCE_MODELS"] = folder.path.appending("theirs").display
    return try ModelShelf(environment: environment).install(
      from: folder.path.appending("export"), name: "tiny")[0].folder
  }

  /// A registered model whose files lie below `served`, without digests but for those given.
  private func described(
    dimension: Int = 4, side: Int = 8, digests: [String: String] = [:]
  ) throws -> RegisteredModel {
    try export("served/owner/tiny/resolve/main")
    return RegisteredModel(
      name: "tiny", title: "Tiny", dimension: dimension, image: .clip(side: side),
      tokenizer: .clip, licence: "none", repository: "owner/tiny", revision: "main",
      files: (Self.fixtures.keys.sorted() + ["config.json"]).map {
        RegisteredModel.File($0, sha256: digests[$0])
      })
  }

  private var settings: TransferSettings {
    var settings = TransferSettings()
    settings.retries.most = 1
    settings.retries.pause = .milliseconds(1)
    return settings
  }

  /// Serves the files of a folder, each as `change` has it.
  private func server(
    of root: FilePath,
    change: @escaping @Sendable (String, [UInt8]) -> [UInt8] = { $1 }
  ) throws -> ScriptedServer {
    try ScriptedServer { request, _ in
      let file = URL(filePath: root.display + request.target)
      guard let data = try? Data(contentsOf: file) else {
        return [.send(ScriptedServer.answer(404))]
      }
      let bytes = change(request.target, [UInt8](data))
      return [.send(ScriptedServer.file(bytes, version: "\"1\"", for: request))]
    }
  }

  private func code(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return (error as? Fault)?.code.name ?? "\(error)"
    }
  }

  private var left: [String] {
    ((try? FileManager.default.contentsOfDirectory(
      atPath: folder.path.appending("shelf").display)) ?? []).sorted()
  }

  @Test func aModelOfAnotherShelfIsTheSame() throws {
    let theirs = try theirs()
    let server = try server(of: theirs.parent!)
    let steps = Mutex<[PullProgress]>([])
    let pulled = try shelf.pull("\(server.address)/tiny", settings: settings) { step in
      steps.withLock { $0.append(step) }
    }
    #expect(pulled.name == "tiny" && left == ["tiny"])
    #expect(try shelf.problems(of: "tiny") == [])
    let manifest = try #require(try ModelManifest(of: pulled.folder))
    #expect(manifest.source == "\(server.address)/tiny")
    #expect(Set(manifest.files) == Set(try #require(try ModelManifest(of: theirs)).files))
    let last = try #require(steps.withLock { $0.last })
    #expect(last.done == last.total && last.total == manifest.files.reduce(0) { $0 + $1.bytes })
    #expect(
      code { _ = try shelf.pull("\(server.address)/tiny", settings: settings) } == "model.exists")
    // Nor does it hide what else could be pulled.
    #expect(shelf.pullable().count == RegisteredModel.all.count)
  }

  @Test func aChangedFileOfAnotherShelfIsNotTaken() throws {
    let server = try server(of: try theirs().parent!) { name, bytes in
      name.hasSuffix("config.json") ? bytes.map { $0 == 52 ? 56 : $0 } : bytes
    }
    #expect(
      code { _ = try shelf.pull("\(server.address)/tiny", settings: settings) }
        == "transfer.digest")
    #expect(shelf.all().isEmpty)
  }

  @Test(arguments: ["../x", "/etc/x", "a/b/c", ".hidden", "a/.x", "a//b", "", "a\\b"])
  func aListThatLeavesItsFolderIsRefused(name: String) throws {
    let digest = String(repeating: "a", count: 64)
    let json = JSONText.text([
      "files": [["name": .string(name), "bytes": 1, "sha256": .string(digest)]]
    ])
    try folder.write(Array(json.utf8), to: "served/evil/semblance-model.json")
    let server = try server(of: folder.path.appending("served"))
    #expect(
      code { _ = try shelf.pull("\(server.address)/evil/", settings: settings) } == "model.list")
    #expect(left == [])
  }

  @Test func anAddressWithoutAListSaysWhatIsMissing() throws {
    let server = try server(of: folder.path)
    #expect(
      code { _ = try shelf.pull("\(server.address)/x", settings: settings) }
        == "transfer.missing")
    let clip = code {
      _ = try shelf.pull("clip-vit-b32", mirror: server.address, settings: settings)
    }
    #expect(clip == "transfer.missing")
    #expect(code { _ = try shelf.pull("nothing", settings: settings) } == "model.unregistered")
    #expect(code { _ = try shelf.pull("ftp://x/y", settings: settings) } == "transfer.address")
    #expect(left == [])
  }

  @Test func aRegisteredModelComesFromItsMirrorAndIsRemembered() throws {
    let model = try described()
    let server = try server(of: folder.path.appending("served"))
    let pulled = try shelf.pull(model, mirror: server.address, settings: settings)
    #expect(try ModelManifest(of: pulled.folder)?.source == "https://huggingface.co/owner/tiny")
    #expect(try shelf.open("tiny").knowsTexts)
    #expect(left == [".semblance-digests.json", "tiny"])

    // Another mirror that serves something else is noticed, though nobody published a digest.
    let other = try self.server(of: folder.path.appending("served")) { name, bytes in
      name.hasSuffix("config.json") ? bytes + [32] : bytes
    }
    #expect(
      code {
        _ = try shelf.pull(model, as: "second", mirror: other.address, settings: settings)
      } == "transfer.digest")
    #expect(shelf.all().count == 1)
    // What was right is not fetched again.
    let before = other.requests.count
    _ = try shelf.pull(
      model, as: "second", mirror: other.address, settings: settings, trustsNew: true)
    #expect(other.requests.count > before)
    #expect(try shelf.problems(of: "second") == [])
  }

  @Test func aPinnedDigestCountsEvenForThoseWhoTrust() throws {
    let digests = ["config.json": String(repeating: "a", count: 64)]
    let model = try described(digests: digests)
    let server = try server(of: folder.path.appending("served"))
    #expect(
      code {
        _ = try shelf.pull(
          model, mirror: server.address, settings: settings, trustsNew: true)
      } == "transfer.digest")
    #expect(shelf.all().isEmpty)
  }

  @Test(arguments: [(5, 8), (4, 16)])
  func anotherModelThanDescribedIsNotAdded(dimension: Int, side: Int) throws {
    let model = try described(dimension: dimension, side: side)
    let server = try server(of: folder.path.appending("served"))
    #expect(
      code { _ = try shelf.pull(model, mirror: server.address, settings: settings) }
        == "model.other")
    #expect(shelf.all().isEmpty && !left.contains(".semblance-digests.json"))
  }

  @Test func aStoppedPullFetchesOnlyWhatIsMissing() throws {
    let digests = try Self.fixtures.mapValues { fixture in
      let fixtures = Bundle.module.url(forResource: "Fixtures", withExtension: nil)!
      return try ContentDigest.sha256(
        ofFile: FilePath(fixtures.appending(path: fixture).path)
      ).hex
    }
    let model = try described(digests: digests)
    let isBroken = Switch()
    let root = folder.path.appending("served")
    let server = try ScriptedServer { request, _ in
      let file = URL(filePath: root.display + request.target)
      guard let data = try? Data(contentsOf: file) else {
        return [.send(ScriptedServer.answer(404))]
      }
      let whole = ScriptedServer.file([UInt8](data), version: "\"1\"", for: request)
      let stops = isBroken.isOn && request.target.hasSuffix("visual/model.onnx")
      return [.send(stops ? Array(whole.prefix(whole.count - 100)) : whole)]
    }
    isBroken.isOn = true
    let first = code { _ = try shelf.pull(model, mirror: server.address, settings: settings) }
    #expect(first != nil)
    let fetched = server.requests.count
    isBroken.isOn = false
    _ = try shelf.pull(model, mirror: server.address, settings: settings)
    let later = server.requests.dropFirst(fetched)
    #expect(!later.contains { $0.target.hasSuffix("textual/model.onnx") })
    #expect(later.first { $0.target.hasSuffix("visual/model.onnx") }?.rangeStart != nil)
    #expect(left == [".semblance-digests.json", "tiny"])
    #expect(try shelf.problems(of: "tiny") == [])
  }

  private final class Switch: Sendable {
    private let value = Atomic(false)
    var isOn: Bool {
      get { value.load(ordering: .relaxed) }
      set { value.store(newValue, ordering: .relaxed) }
    }
  }
}
