import Core
import Inference
import Models
import Testing

/// Towers are told by what they take and give, whoever exported them.
@Suite struct ModelTowerTests {
  private func port(_ name: String, _ kind: TensorPort.Kind, _ shape: [Int?]) -> TensorPort {
    TensorPort(name: name, kind: kind, shape: shape)
  }

  @Test func separateTowersOfOpenCLIP() throws {
    let image = try #require(
      ModelTower(
        file: "visual.onnx", inputs: [port("image", .float, [nil, 3, 224, 224])],
        outputs: [port("embedding", .float, [nil, 512])]))
    #expect(image.side == .image && image.dimension == 512)
    let text = try #require(
      ModelTower(
        file: "textual.onnx", inputs: [port("text", .int32, [nil, 77])],
        outputs: [port("embedding", .float, [nil, 512])]))
    #expect(text.side == .text && text.mask == nil && text.input.name == "text")
  }

  @Test func exportsWithHiddenStatesAndMasks() throws {
    let image = try #require(
      ModelTower(
        file: "vision_model.onnx", inputs: [port("pixel_values", .float, [nil, 3, nil, nil])],
        outputs: [
          port("last_hidden_state", .float, [nil, 50, 768]), port("pooler", .float, [nil, 768]),
          port("image_embeds", .float, [nil, 512]),
        ]))
    #expect(image.output.name == "image_embeds")
    let text = try #require(
      ModelTower(
        file: "text_model.onnx",
        inputs: [
          port("input_ids", .int64, [nil, nil]), port("attention_mask", .int64, [nil, nil]),
        ],
        outputs: [port("text_embeds", .float, [nil, 512])]))
    #expect(text.mask?.name == "attention_mask" && text.input.name == "input_ids")
  }

  @Test func otherModelsAreNoTowers() {
    let vector = [port("out", .float, [nil, 512])]
    let pixels = port("x", .float, [nil, 3, 224, 224])
    #expect(ModelTower(file: "a", inputs: [], outputs: vector) == nil)
    #expect(
      ModelTower(file: "a", inputs: [pixels], outputs: [port("o", .float, [nil, 7, 7])]) == nil)
    #expect(
      ModelTower(
        file: "both", inputs: [pixels, port("ids", .int64, [nil, 77])], outputs: vector) == nil)
  }
}
