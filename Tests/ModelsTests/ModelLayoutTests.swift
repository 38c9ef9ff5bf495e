import Core
import Embeddings
import Engine
import Foundation
import Inference
import Models
import TestSupport
import Testing

/// Folders as exporters leave them give the vectors of ONNX Runtime and Hugging Face's tokenizers; see
/// Tests/Fixtures/make_model_fixtures.py.
@Suite(.enabled(if: InstalledRuntime.isThere, InstalledRuntime.comment))
struct ModelLayoutTests {
  private let folder: TemporaryFolder
  private let shelf: ModelShelf
  private let expected: JSONValue

  init() throws {
    folder = try TemporaryFolder()
    var environment = InstalledRuntime.environment
    environment["SEMBLANCE_MODELS"] = folder.path.appending("shelf").display
    shelf = ModelShelf(environment: environment)
    expected = try JSONValue(parsing: [UInt8](Data(contentsOf: Self.fixture("expected.json"))))
  }

  private static func fixture(_ name: String) -> URL {
    Bundle.module.url(forResource: "Fixtures", withExtension: nil)!.appending(path: name)
  }

  /// Makes an export of fixtures under other names, and of texts.
  private func export(_ files: [String: String], texts: [String: String] = [:]) throws -> FilePath {
    for (name, fixture) in files {
      try folder.write([UInt8](Data(contentsOf: Self.fixture(fixture))), to: "export/\(name)")
    }
    for (name, text) in texts { try folder.write(Array(text.utf8), to: "export/\(name)") }
    return folder.path.appending("export")
  }

  private func numbers(_ json: JSONValue?) throws -> [Float] {
    guard case .array(let items)? = json else {
      throw Fault("test.fixture", .bug, "the fixture has no list of numbers")
    }
    return items.map { Float($0.double ?? .nan) }
  }

  private func expect(_ vector: [Float], near other: [Float]) {
    #expect(vector.count == other.count)
    #expect(zip(vector, other).allSatisfy { abs($0 - $1) < 1e-5 }, "\(vector) is not \(other)")
  }

  /// The model's vectors are the fixture's.
  private func check(
    _ source: FilePath, variant: ModelVariant? = nil, pictures: String, texts: String?
  ) throws -> EmbeddingModel {
    let added = try shelf.install(from: source, name: "model", variant: variant)
    #expect(added.map(\.name) == ["model"])
    #expect(try shelf.problems(of: "model") == [])
    let model = try shelf.open("model")
    let samples = (0..<192).map { UInt8($0 * 7 % 256) }
    let picture = RGBImage(width: 8, height: 8, samples: samples)
    let vectors = try model.vectors(of: [picture, picture])
    for vector in vectors { expect(vector, near: try numbers(expected["picture"]?[pictures])) }
    guard let texts, case .array(let words)? = expected["texts"],
      case .array(let rows)? = expected["text_vectors"]?[texts]
    else { return model }
    #expect(words.count == 5 && rows.count == 5)
    for (text, row) in zip(words, rows) {
      let text = try #require(text.text)
      expect(try model.vectors(of: [text])[0], near: try numbers(row))
    }
    return model
  }

  private static let clipFiles = [
    "preprocessor_config.json": """
    {"crop_size": {"height": 8, "width": 8}, "do_center_crop": true, "do_normalize": true,
     "do_resize": true, "image_mean": [0.48145466, 0.4578275, 0.40821073],
     "image_std": [0.26862954, 0.26130258, 0.27577711], "resample": 3, "size": {"shortest_edge": 8}}
    """,
    "config.json": #"{"model_type": "clip", "text_config": {"max_position_embeddings": 77}}"#,
  ]

  @Test func separateTowersOfHuggingFace() throws {
    let source = try export(
      [
        "onnx/vision_model.onnx": "clip-vision.onnx", "onnx/text_model.onnx": "clip-text.onnx",
        "onnx/vision_model_quantized.onnx": "clip-vision-other.onnx",
        "onnx/text_model_quantized.onnx": "clip-text.onnx", "onnx/model.onnx": "clip-both.onnx",
        "tokenizer.json": "tokenizer-clip.json",
      ], texts: Self.clipFiles.merging(["model.safetensors": "weights"]) { one, _ in one })
    let model = try check(source, pictures: "clip", texts: "clip")
    // Only what is used is copied.
    let names = try ModelManifest(of: shelf.place(of: "model"))?.files.map(\.name).sorted()
    #expect(
      names == [
        "config.json", "onnx/text_model.onnx", "onnx/vision_model.onnx",
        "preprocessor_config.json", "tokenizer.json",
      ])
    #expect(model.folder.recipe.image?.width == 8)
  }

  @Test func oneFileWithBothSides() throws {
    let source = try export(
      ["model.onnx": "clip-both.onnx", "tokenizer.json": "tokenizer-clip.json"],
      texts: Self.clipFiles)
    let model = try check(source, pictures: "clip", texts: "clip")
    #expect(model.folder.image.file == model.folder.text?.file)
    #expect(model.folder.files.count == 2)
    // Its logits are what the file makes of cosines.
    #expect(abs(model.folder.recipe.logitScale - 100) < 0.1)
    #expect(abs(model.folder.recipe.logitBias) < 0.1)
  }

  @Test(arguments: ["quantized", "int8", "uint8", "fp16", "q4", "q4f16", "bnb4"])
  func variantsByTheEndsOfNames(name: String) throws {
    let source = try export(
      [
        "onnx/vision_model.onnx": "clip-vision.onnx", "onnx/text_model.onnx": "clip-text.onnx",
        "onnx/vision_model_\(name).onnx": "clip-vision-other.onnx",
        "onnx/text_model_\(name).onnx": "clip-text.onnx", "tokenizer.json": "tokenizer-clip.json",
      ], texts: Self.clipFiles)
    let variant = try #require(ModelVariant(named: name))
    let model = try check(source, variant: variant, pictures: "other", texts: "clip")
    #expect(model.folder.image.file.lastComponent.display == "vision_model_\(name).onnx")
    _ = try shelf.install(from: source)
    #expect(try shelf.open("export").space != model.space)
  }

  @Test func aQuantisedExportAloneIsTaken() throws {
    let source = try export(
      ["model_quantized.onnx": "clip-both.onnx", "tokenizer.json": "tokenizer-clip.json"],
      texts: Self.clipFiles)
    _ = try check(source, pictures: "clip", texts: "clip")
    let fault = #expect(throws: Fault.self) {
      try shelf.install(from: source, name: "other", variant: ModelVariant(named: "fp16"))
    }
    #expect(fault?.code == "model.variant")
    #expect(fault?.remedy == "There is: quantized.")
  }

  @Test func foldersOfImmich() throws {
    let source = try export(
      [
        "visual/model.onnx": "immich-visual.onnx", "textual/model.onnx": "immich-textual.onnx",
        "textual/tokenizer.json": "tokenizer-clip.json",
      ],
      texts: [
        "config.json": """
        {"embed_dim": 4, "vision_cfg": {"image_size": 8}, "text_cfg": {"context_length": 16}}
        """,
        "visual/preprocess_cfg.json": """
        {"size": [8, 8], "mode": "RGB", "mean": [0.48145466, 0.4578275, 0.40821073],
         "std": [0.26862954, 0.26130258, 0.27577711], "interpolation": "bicubic",
         "resize_mode": "shortest", "fill_color": 0}
        """,
      ])
    let model = try check(source, pictures: "clip", texts: "immich")
    #expect(model.folder.recipe.text?.contextLength == 16)
  }

  private static let sigLIPFiles = [
    "preprocessor_config.json": """
    {"do_normalize": true, "do_resize": true, "image_mean": [0.5, 0.5, 0.5],
     "image_std": [0.5, 0.5, 0.5], "resample": 3, "size": {"height": 8, "width": 8}}
    """,
    "config.json": #"{"model_type": "siglip"}"#,
  ]

  @Test(arguments: [
    ("tokenizer.json", "tokenizer-unigram.json", "unigram"),
    ("spiece.model", "spiece.model", "unigram"),
    ("tokenizer.json", "tokenizer-gemma.json", "gemma"),
  ])
  func towersOfSigLIP(name: String, fixture: String, texts: String) throws {
    let source = try export(
      [
        "onnx/vision_model.onnx": "siglip-vision.onnx", "onnx/text_model.onnx": "siglip-text.onnx",
        name: fixture,
      ], texts: Self.sigLIPFiles)
    let model = try check(source, pictures: "siglip", texts: texts)
    #expect(model.folder.recipe.image?.fit == .squash)
    #expect(model.folder.recipe.text?.contextLength == 64)
    #expect(model.folder.image.output.name == "pooler_output")
  }

  /// Without any of the exporter's files the recipe follows from the vocabulary.
  @Test func aBareSigLIPAndItsLogits() throws {
    let source = try export(
      ["model.onnx": "siglip-both.onnx", "tokenizer.json": "tokenizer-unigram.json"])
    let model = try check(source, pictures: "siglip", texts: "unigram")
    let recipe = model.folder.recipe
    #expect(recipe.image?.mean == [0.5, 0.5, 0.5] && recipe.text?.padding == nil)
    #expect(abs(recipe.logitScale - 50) < 0.1 && abs(recipe.logitBias + 10) < 0.1)
    let space = model.space
    try folder.write(
      Array(#"{"logit_scale": 112.5, "logit_bias": -16}"#.utf8),
      to: "shelf/model/\(ModelFolder.recipeName)")
    let told = try shelf.open("model")
    #expect(told.folder.recipe.logitScale == 112.5 && told.folder.recipe.logitBias == -16)
    #expect(told.space == space, "logits change no vector")
  }

  @Test(arguments: [
    (["model.onnx": "logits-only.onnx"], "model.folder"),
    (["a.onnx": "wide-vision.onnx", "b.onnx": "clip-text.onnx"], "model.folder"),
    (["a.onnx": "clip-text.onnx"], "model.folder"),
  ])
  func whatGivesNoCommonVectorsIsRefused(files: [String: String], code: String) throws {
    let source = try export(files.merging(["tokenizer.json": "tokenizer-clip.json"]) { $1 })
    let fault = #expect(throws: Fault.self) { try shelf.install(from: source, name: "model") }
    #expect(fault?.code.name == code)
    #expect(fault?.remedy != nil)
    #expect(shelf.all().isEmpty)
  }

  @Test func variantsAreTold() {
    #expect(ModelVariant(named: "plain") == .plain && ModelVariant(named: "x") == nil)
    #expect(ModelVariant.all.count == Set(ModelVariant.all.map(\.name)).count)
  }
}
