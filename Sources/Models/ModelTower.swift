package import Core
package import Inference

/// One side of a model: the file that makes vectors of pictures or of texts, or half of a file that
/// makes both.
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
  /// Inputs of the other side of a file that has both: they must be given something.
  package var others: [TensorPort] = []
  /// For such a file, the output with a logit for every text and picture, where it has one.
  package var logits: TensorPort?

  /// A file that is one side of a model, told by its inputs and outputs, whoever exported it under
  /// whatever names: a picture has four dimensions, a text two of whole numbers, a vector two of
  /// fractions.
  ///
  /// - Returns: `nil` for a model that is no tower: one with other inputs, or with both sides.
  package init?(file: FilePath, inputs: [TensorPort], outputs: [TensorPort]) {
    let ports = Ports(inputs, outputs)
    guard let output = ports.vector(among: ports.vectors) else { return nil }
    if let pixels = ports.pixels, inputs.count == 1 {
      self.init(side: .image, file: file, input: pixels, mask: nil, output: output)
    } else if let ids = ports.ids, ports.pixels == nil, ports.areAllKnown {
      self.init(side: .text, file: file, input: ids, mask: ports.mask, output: output)
    } else {
      return nil
    }
  }

  /// All sides that a file has: one, or both when it takes pictures and texts and gives a vector of
  /// each, told apart by the outputs' names.
  package static func towers(
    file: FilePath, inputs: [TensorPort], outputs: [TensorPort]
  ) -> [ModelTower] {
    if let tower = ModelTower(file: file, inputs: inputs, outputs: outputs) { return [tower] }
    let ports = Ports(inputs, outputs)
    guard let pixels = ports.pixels, let ids = ports.ids, ports.areAllKnown,
      let pictures = ports.vectors.first(where: { $0.name.contains("image") }),
      let texts = ports.vectors.first(where: { $0.name.contains("text") })
    else { return [] }
    var image = ModelTower(side: .image, file: file, input: pixels, mask: nil, output: pictures)
    image.others = [ids] + [ports.mask].compactMap(\.self)
    image.logits = outputs.first { $0.name == "logits_per_image" && $0.shape.count == 2 }
    var text = ModelTower(side: .text, file: file, input: ids, mask: ports.mask, output: texts)
    text.others = [pixels]
    return [image, text]
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

  /// What a file takes and gives, by kinds.
  private struct Ports {
    var pixels: TensorPort?
    var ids: TensorPort?
    var mask: TensorPort?
    /// Whether every input is one of these.
    var areAllKnown: Bool
    /// Outputs with a row of fractions for each picture or text; logits are none.
    var vectors: [TensorPort]

    init(_ inputs: [TensorPort], _ outputs: [TensorPort]) {
      let pixels = inputs.filter { $0.shape.count == 4 && $0.isFraction }
      let tokens = inputs.filter {
        $0.shape.count == 2 && ($0.kind == .int64 || $0.kind == .int32)
      }
      mask = tokens.first { $0.name.contains("mask") }
      let others = tokens.filter { [mask] in $0 != mask }
      self.pixels = pixels.count == 1 ? pixels[0] : nil
      ids = others.count == 1 ? others[0] : nil
      areAllKnown = pixels.count + tokens.count == inputs.count
      vectors = outputs.filter {
        $0.shape.count == 2 && $0.isFraction && !$0.name.contains("logits")
      }
    }

    /// Exporters add hidden states and pooled ones beside the projected vector.
    func vector(among ports: [TensorPort]) -> TensorPort? {
      let preferred = ["image_embeds", "text_embeds", "embedding", "output", "pooler_output"]
      return preferred.lazy.compactMap { name in ports.first { $0.name == name } }.first
        ?? ports.first
    }
  }
}

extension TensorPort {
  fileprivate var isFraction: Bool { kind == .float || kind == .half }
}
