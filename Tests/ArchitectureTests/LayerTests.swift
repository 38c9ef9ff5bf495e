import Foundation
import Testing

/// The arrows between targets run from the faces down to the values, never back.
@Suite struct LayerTests {
  /// Which layers a layer may depend on (besides nothing).
  private static let allowed: [Layer: Set<Layer>] = [
    .c: [.c],
    .values: [.c, .values],
    .producers: [.c, .values, .producers],
    .state: [.c, .values, .state],
    // Review speaks to the kernel through a C shim of its own.
    .work: [.c, .values, .producers, .state, .work],
    .faces: [.values, .work, .faces],
    .proof: [.values, .producers, .state, .work, .faces, .proof],
  ]

  private enum Layer: String { case c, values, producers, state, work, faces, proof }

  private static let layers: [String: Layer] = [
    "CSQLite": .c, "SystemVips": .c, "SystemWebP": .c, "SystemCrypto": .c, "CVips": .c,
    "CCrypto": .c, "CKernels": .c, "SystemJPEG": .c, "CFileSystem": .c,
    "CThumbnail": .c, "SystemDeflate": .c, "SystemLCMS": .c, "SystemYAML": .c,
    "SystemAllocator": .c,
    "CInference": .c, "Inference": .producers, "Models": .producers, "Embeddings": .producers,
    "SystemMicroHTTPD": .c, "CMicroHTTPD": .c, "SystemCurl": .c, "CTransfer": .c,
    "Transfers": .producers, "SystemArchive": .c, "CArchive": .c, "Archives": .producers,
    "Meshes": .producers, "ArchiveFixtures": .proof,
    "Core": .values, "Kernels": .values, "Signing": .values,
    "Files": .producers, "Decoding": .producers, "Fingerprints": .producers,
    "Hamming": .producers, "Clustering": .producers, "Quality": .producers,
    "Store": .state, "Objects": .state, "Vectors": .state, "Catalogue": .state,
    "Ingest": .work, "Grouping": .work, "Culling": .work, "Review": .work, "Query": .work,
    "Engine": .work, "Accounts": .work,
    "HTTPKit": .faces, "WebAPI": .faces, "CommandKit": .faces, "CLI": .faces, "semblance": .faces,
    "Evaluation": .proof, "semblance-evaluate": .proof, "TestSupport": .proof,
    "ReviewFixtures": .proof, "semblance-review-crash": .proof,
    "semblance-bench-vectors": .proof, "VectorFixtures": .proof,
    "semblance-vectors-crash": .proof,
    "BenchmarkSupport": .proof, "semblance-bench-clustering": .proof,
    "semblance-bench-hamming": .proof, "semblance-bench-embedding": .proof,
    "semblance-bench-quality": .proof, "semblance-bench-server": .proof,
    "semblance-quality-lab": .proof,
  ]

  @Test func everyArrowIsAllowed() throws {
    for target in try dumpedTargets() where target.type != "test" {
      let layer = try #require(
        Self.layers[target.name], "say in which layer \(target.name) belongs")
      for dependency in target.dependencies {
        let below = try #require(Self.layers[dependency], "unknown target \(dependency)")
        // A server speaks to the network, and packs what it sends, through C libraries of its own.
        if target.name == "HTTPKit", below == .c { continue }
        // What writes archives for tests compresses them.
        if target.name == "ArchiveFixtures", dependency == "SystemDeflate" { continue }
        #expect(
          Self.allowed[layer]!.contains(below),
          "\(target.name) (\(layer.rawValue)) must not depend on \(dependency) (\(below.rawValue))")
      }
    }
  }

  @Test func theServerKnowsNoPictures() throws {
    let kit = try #require(try dumpedTargets().first { $0.name == "HTTPKit" })
    #expect(Set(kit.dependencies) == ["Core", "CMicroHTTPD", "SystemDeflate"])
  }

  @Test func onlyReviewAndTheFacesBelowItKnowReview() throws {
    for target in try dumpedTargets() where target.type != "test" {
      if target.dependencies.contains("Review") {
        #expect(["Engine"].contains(target.name) || Self.layers[target.name] == .proof)
      }
    }
  }

  @Test func theEngineIsTheOnlyLibraryProduct() throws {
    let products = try dump()["products"] as? [[String: Any]] ?? []
    let libraries = products.filter { ($0["type"] as? [String: Any])?["library"] != nil }
    #expect(libraries.map { $0["targets"] as? [String] } == [["Engine"]])
  }

  private struct DumpedTarget {
    var name: String
    var type: String
    var dependencies: [String]
  }

  private func dumpedTargets() throws -> [DumpedTarget] {
    let targets = try #require(try dump()["targets"] as? [[String: Any]])
    return targets.map { target in
      let dependencies = target["dependencies"] as? [[String: Any]] ?? []
      return DumpedTarget(
        name: target["name"] as? String ?? "", type: target["type"] as? String ?? "",
        dependencies: dependencies.compactMap { ($0["byName"] as? [Any])?.first as? String })
    }
  }

  private func dump() throws -> [String: Any] {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let scratch = FileManager.default.temporaryDirectory
      .appending(path: "semblance-dump-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    // A scratch folder of its own: the build folder is locked by the test run itself.
    process.arguments = [
      "swift", "package", "--package-path", root.path, "--scratch-path", scratch.path,
      "dump-package",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }
}
