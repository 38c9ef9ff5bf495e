import Core
import Foundation
import Inference
import TestSupport
import Testing

/// Whether ONNX Runtime is installed, for tests that need it.
enum InstalledRuntime {
  static let runtime: InferenceRuntime? = try? RuntimeSearch(
    environment: ProcessInfo.processInfo.environment
  ).load()
  static var isThere: Bool { runtime != nil }
  static let comment: Comment = "needs ONNX Runtime: tools/runtime.sh"
}

@Suite struct RuntimeTests {
  private func fixture(_ name: String) -> FilePath {
    FilePath(Bundle.module.url(forResource: "Fixtures", withExtension: nil)!.path).appending(name)
  }

  private func session(_ name: String) throws -> any ModelSession {
    try RuntimeModel(fixture(name), runtime: #require(InstalledRuntime.runtime))
      .session(SessionOptions())
  }

  @Test(.enabled(if: InstalledRuntime.isThere, InstalledRuntime.comment))
  func theRuntimeSaysWhatItIs() throws {
    let runtime = try #require(InstalledRuntime.runtime)
    #expect(runtime.version.split(separator: ".").count == 3)
    #expect(runtime.devices.contains(.cpu))
  }

  @Test(
    .enabled(if: InstalledRuntime.isThere, InstalledRuntime.comment),
    arguments: [
      ("sum-float.onnx", Tensor.Elements.float([1, 2, 3, -4]), TensorPort.Kind.float),
      ("sum-half.onnx", .half([1, 2, 3, -4].map { HalfPrecision.bits($0) }), .half),
      ("sum-int32.onnx", .int32([1, 2, 3, -4]), .int32),
      ("sum-int64.onnx", .int64([1, 2, 3, -4]), .int64),
    ])
  func everyKindOfElementGoesThrough(
    _ name: String, _ row: Tensor.Elements, _ kind: TensorPort.Kind
  ) throws {
    let session = try session(name)
    #expect(session.inputs.map(\.name) == ["a", "b"])
    #expect(session.outputs == [TensorPort(name: "y", kind: kind, shape: [nil, 4])])
    #expect(session.device == .cpu)
    let tensor = Tensor(row, shape: [1, 4])
    let sum = try session.run(["a": tensor, "b": tensor], outputs: ["y"])
    #expect(sum[0].floats == [2, 4, 6, -8])
    #expect(sum[0].shape == [1, 4])
  }

  @Test(.enabled(if: InstalledRuntime.isThere, InstalledRuntime.comment))
  func mistakesBearTheRuntimesWords() throws {
    let session = try session("sum-float.onnx")
    let tensor = Tensor([1, 2, 3], shape: [1, 3])
    let fault = #expect(throws: Fault.self) {
      try session.run(["a": tensor, "b": tensor], outputs: ["y"])
    }
    #expect(fault?.code == "inference.run")
    #expect(fault?.underlying?.contains("3") == true)
    let missing = #expect(throws: Fault.self) {
      try session.run(["a": tensor], outputs: ["nothing"])
    }
    #expect(missing?.underlying?.isEmpty == false)
  }

  @Test(.enabled(if: InstalledRuntime.isThere, InstalledRuntime.comment))
  func aFileThatIsNoModelIsAFault() throws {
    let folder = try TemporaryFolder()
    let runtime = try #require(InstalledRuntime.runtime)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: fixture("sum-float.onnx").display)))
    for (name, content) in [
      ("empty", []), ("text", Array("no model".utf8)), ("cut", Array(bytes.prefix(90))),
    ] as [(String, [UInt8])] {
      try folder.write(content, to: name)
      let fault = #expect(throws: Fault.self) {
        try RuntimeModel(folder.path.appending(name), runtime: runtime).session(SessionOptions())
      }
      #expect(fault?.code == "inference.load")
      #expect(fault?.underlying?.isEmpty == false)
    }
    var options = SessionOptions()
    options.device = .coreml
    #expect(throws: Fault.self) {
      try RuntimeModel(fixture("sum-float.onnx"), runtime: runtime).session(options)
    }
  }

  @Test(.enabled(if: InstalledRuntime.isThere, InstalledRuntime.comment))
  func oneSessionServesManyThreads() async throws {
    let session = try session("sum-float.onnx")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          for batch in 1...40 {
            let tensor = Tensor(
              [Float](repeating: Float(number), count: 4 * batch), shape: [batch, 4])
            let sum = try session.run(["a": tensor, "b": tensor], outputs: ["y"])
            #expect(sum[0].floats == [Float](repeating: 2 * Float(number), count: 4 * batch))
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func aFolderWithoutARuntimeIsNamed() throws {
    let folder = try TemporaryFolder()
    let fault = #expect(throws: Fault.self) {
      try RuntimeSearch(environment: ["SEMBLANCE_ORT": folder.url.path]).load()
    }
    #expect(fault?.code == "inference.missing")
    try folder.write(Array("no library".utf8), to: "libonnxruntime.so.1.2.3")
    let broken = #expect(throws: Fault.self) {
      try RuntimeSearch(environment: ["SEMBLANCE_ORT": folder.url.path]).load()
    }
    #expect(broken?.code == "inference.runtime")
  }

  @Test func halvesRoundAsTheStandardSays() {
    for bits in UInt16.min...UInt16.max {
      let value = HalfPrecision.float(bits)
      if value.isNaN { continue }
      #expect(HalfPrecision.bits(value) == bits)
    }
    #expect(HalfPrecision.float(HalfPrecision.bits(65_519)) == 65_504)
    #expect(HalfPrecision.float(HalfPrecision.bits(65_520)) == .infinity)
    #expect(HalfPrecision.bits(1 + 0x1p-11) == HalfPrecision.bits(1))
    #expect(HalfPrecision.bits(1 + 0x3p-11) == HalfPrecision.bits(1 + 0x1p-9))
  }
}

@Suite struct StandInModelTests {
  private struct Expected: Decodable {
    var image: [Float]
    var text: [Float]
  }

  private func expected() throws -> Expected {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    return try JSONDecoder().decode(
      Expected.self, from: Data(contentsOf: folder.appending(path: "miniclip.json")))
  }

  private func session(_ name: String) throws -> any ModelSession {
    try RuntimeModel(
      FilePath(TestData.url("models/miniclip/\(name)").path),
      runtime: #require(InstalledRuntime.runtime)
    ).session(SessionOptions())
  }

  private static func difference(_ one: [Float], _ other: [Float]) -> Float {
    zip(one, other).map { abs($0 - $1) }.max() ?? .infinity
  }

  @Test(
    .enabled(if: InstalledRuntime.isThere, InstalledRuntime.comment),
    .enabled(if: TestData.has("models/miniclip"), "needs the stand-in model of the test data"))
  func bothTowersGiveWhatPythonGets() throws {
    let expected = try expected()
    var random = SeededGenerator(seed: 1)
    let pixels = (0..<(2 * 3 * 224 * 224)).map { _ in Float(random.next() % 1024) / 256 - 2 }
    let images = try session("miniclip_image.onnx").run(
      ["pixel_values": Tensor(pixels, shape: [2, 3, 224, 224])], outputs: ["image_embeds"])
    #expect(images[0].shape == [2, 512])
    #expect(Self.difference(images[0].floats, expected.image) < 1e-5)

    var ids = [Int64](repeating: 0, count: 2 * 77)
    for row in 0..<2 {
      var random = SeededGenerator(seed: UInt64(2 + row))
      ids[77 * row] = 49_406
      for place in 1...5 { ids[77 * row + place] = Int64(random.next() % 40_000) }
      ids[77 * row + 6] = 49_407
    }
    let texts = try session("miniclip_text.onnx").run(
      ["input_ids": Tensor(.int64(ids), shape: [2, 77])], outputs: ["text_embeds"])
    #expect(Self.difference(texts[0].floats, expected.text) < 1e-5)
  }
}
