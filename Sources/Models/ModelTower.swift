package import Core
package import Inference

/// One side of a model: the file that makes vectors of pictures or of texts.
package struct ModelTower: Sendable, Hashable {
  package enum Side: String, Sendable, Hashable { case image, text }

  package var side: Side
  package var file: FilePath
  /// The input for pixels or for tokens.
  package var input: TensorPort
  /// An input that says which tokens count, where the model has one.
  package var mask: TensorPort?
  /// The output with a vector for each picture or text.
  package var output: TensorPort

  /// What a model's file is, told by its inputs and outputs, whoever exported it under whatever names:
  /// a picture has four dimensions, a text two of whole numbers, a vector two of fractions.
  ///
  /// - Returns: `nil` for a model that is no tower: one with other inputs, or with both sides.
  package init?(file: FilePath, inputs: [TensorPort], outputs: [TensorPort]) {
    let pixels = inputs.filter { $0.shape.count == 4 && ($0.kind == .float || $0.kind == .half) }
    let tokens = inputs.filter { $0.shape.count == 2 && ($0.kind == .int64 || $0.kind == .int32) }
    let vectors = outputs.filter {
      $0.shape.count == 2 && ($0.kind == .float || $0.kind == .half)
    }
    // Exporters add hidden states and pooled ones beside the projected vector.
    let preferred = ["image_embeds", "text_embeds", "embedding", "output", "pooler_output"]
    let output =
      preferred.lazy.compactMap { name in vectors.first { $0.name == name } }.first ?? vectors.first
    guard let output else { return nil }
    if pixels.count == 1, inputs.count == 1 {
      self.init(side: .image, file: file, input: pixels[0], mask: nil, output: output)
      return
    }
    let mask = tokens.first { $0.name.contains("mask") }
    let ids = tokens.filter { $0 != mask }
    guard ids.count == 1, inputs.count == tokens.count else { return nil }
    self.init(side: .text, file: file, input: ids[0], mask: mask, output: output)
  }

  init(side: Side, file: FilePath, input: TensorPort, mask: TensorPort?, output: TensorPort) {
    self.side = side
    self.file = file
    self.input = input
    self.mask = mask
    self.output = output
  }

  /// Numbers a vector, where the file says so.
  package var dimension: Int? { output.shape[1] }
}
