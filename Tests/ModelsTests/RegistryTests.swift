import Core
import Embeddings
import Models
import Testing
import Transfers

/// The registry says of every model what it takes to fetch and to judge it.
@Suite struct RegistryTests {
  @Test func everyModelIsDescribed() throws {
    #expect(
      RegisteredModel.all.map(\.name) == [
        "clip-vit-b32", "clip-vit-b32-laion2b", "clip-vit-l14", "mobileclip-s0", "siglip2-b16",
        "siglip2-b32",
      ])
    for model in RegisteredModel.all {
      #expect([512, 768].contains(model.dimension) && !model.licence.isEmpty)
      #expect([224, 256].contains(model.image.width) && model.image.width == model.image.height)
      let pull = try ModelPull(model)
      #expect(pull.name == model.name && pull.files.count == model.files.count)
      for (file, wish) in zip(model.files, pull.files) {
        // A digest that is malformed would silently be none.
        #expect((file.sha256 == nil) == (wish.digest == nil), "\(model.name): \(file.name)")
        #expect(file.sha256 == nil || file.sha256 == wish.digest?.hex)
        #expect(wish.address.host == "huggingface.co" && !wish.address.isPlain)
        #expect(wish.address.text.hasSuffix("/\(file.name)"))
      }
      #expect(Set(model.files.map(\.name)).count == model.files.count)
      #expect(model.files.filter { $0.name.hasSuffix(".onnx") }.count == 2)
    }
  }

  @Test func aMirrorHasTheSamePaths() throws {
    let model = try #require(RegisteredModel.named("clip-vit-b32"))
    let pull = try ModelPull(model, base: "https://mirror.example/hf/")
    #expect(
      pull.files.last?.address.text
        == "https://mirror.example/hf/immich-app/ViT-B-32__openai/resolve/main/visual/model.onnx")
    // A mirror's files are remembered under the address of the original.
    #expect(pull.files.last?.identity.hasPrefix("https://huggingface.co/") == true)
    #expect(throws: Fault.self) { try ModelPull(model, base: "http://mirror.example") }
  }
}
