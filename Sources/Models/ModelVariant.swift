internal import Core

/// Which of several files of one model: exporters put the same weights beside each other in several
/// precisions, told by the ends of the files' names.
package struct ModelVariant: Hashable, Sendable {
  /// `plain`, or as exporters write it: `fp16`, `int8`, `uint8`, `quantized`, `q8`, `q4f16`, `q4`,
  /// `bnb4`.
  package let name: String

  package static let plain = ModelVariant(name: "plain")

  /// All that are known. Where nobody chose, the first that is there counts: weights as they were
  /// trained, then those of eight bits, which processors compute with.
  package static let all: [ModelVariant] =
    [.plain] + ["quantized", "int8", "uint8", "q8", "fp16", "q4f16", "q4", "bnb4"].map(Self.init)

  private init(name: String) { self.name = name }

  /// - Returns: `nil` for a name that is none.
  package init?(named name: String) {
    guard let known = Self.all.first(where: { $0.name == name }) else { return nil }
    self = known
  }

  /// What a file is by its name: `vision_model_int8.onnx`, `model-quantized.onnx`.
  init(of file: FilePath) {
    let name = file.lastComponent.display.lowercased().dropLast(".onnx".count)
    self =
      Self.all.dropFirst().first { variant in
        ["_", "-", "."].contains { name.hasSuffix($0 + variant.name) }
      } ?? .plain
  }
}
