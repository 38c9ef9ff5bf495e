import Core
import Embeddings
import Kernels
import Testing

struct ModelRecipeTests {
  @Test func huggingFaceCLIP() throws {
    let json = """
      {"crop_size": {"height": 224, "width": 224}, "do_center_crop": true, "do_convert_rgb": true,
       "do_normalize": true, "do_resize": true, "image_mean": [0.48145466, 0.4578275, 0.40821073],
       "image_std": [0.26862954, 0.26130258, 0.27577711], "resample": 3,
       "size": {"shortest_edge": 224}, "rescale_factor": 0.00392156862745098}
      """
    var expected = ImageRecipe.clip()
    expected.cropRounding = .down
    #expect(try ImageRecipe(preprocessorJSON: Array(json.utf8)) == expected)
    let old = json.replacing("{\"height\": 224, \"width\": 224}", with: "224")
      .replacing("{\"shortest_edge\": 224}", with: "224")
    #expect(try ImageRecipe(preprocessorJSON: Array(old.utf8)) == expected)
  }

  @Test func huggingFaceSigLIP() throws {
    let json = """
      {"do_normalize": true, "do_resize": true, "image_mean": [0.5, 0.5, 0.5],
       "image_std": [0.5, 0.5, 0.5], "resample": 2, "size": {"height": 256, "width": 256}}
      """
    let recipe = try ImageRecipe(preprocessorJSON: Array(json.utf8))
    #expect(recipe.fit == .squash && recipe.filter == .bilinear && recipe.width == 256)
    #expect(recipe.mean == [0.5, 0.5, 0.5])
  }

  @Test func openCLIP() throws {
    let json = """
      {"model_cfg": {"embed_dim": 768, "init_logit_bias": -10,
         "vision_cfg": {"image_size": 224, "timm_model_name": "x"},
         "text_cfg": {"context_length": 64, "hf_tokenizer_name": "timm/ViT-B-16-SigLIP",
                      "tokenizer_kwargs": {"clean": "canonicalize"}}},
       "preprocess_cfg": {"mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5],
         "interpolation": "bicubic", "resize_mode": "squash"}}
      """
    let recipe = try ModelRecipe(openCLIPJSON: Array(json.utf8))
    #expect(recipe.image == .sigLIP())
    #expect(
      recipe.text
        == TextRecipe(
          tokenizer: .sentencePiece, cleaning: .canonical, contextLength: 64, padding: nil))
    #expect(recipe.logitBias == -10)
  }

  @Test func immich() throws {
    let visual = """
      {"size": [224, 224], "mode": "RGB", "mean": [0.48145466, 0.4578275, 0.40821073],
       "std": [0.26862954, 0.26130258, 0.27577711], "interpolation": "bicubic",
       "resize_mode": "shortest", "fill_color": 0}
      """
    let image = try ImageRecipe(immichJSON: Array(visual.utf8))
    #expect(image == .clip())
    let model =
      #"{"embed_dim": 512, "vision_cfg": {"image_size": 224}, "text_cfg": {"context_length": 77}}"#
    let recipe = try ModelRecipe(immichModelJSON: Array(model.utf8), image: image)
    #expect(recipe.image == .clip() && recipe.text == .clip)
    let padded = visual.replacing("shortest", with: "longest").replacing(
      "\"fill_color\": 0", with: "\"fill_color\": 127")
    #expect(
      try ImageRecipe(immichJSON: Array(padded.utf8)).fit == .pad(red: 127, green: 127, blue: 127))
  }

  @Test(arguments: [
    "", "[]", "{", "{}", #"{"size": 0}"#, #"{"size": -1}"#, #"{"size": 100000000000}"#,
    #"{"size": "x"}"#, #"{"size": 224, "image_mean": [1]}"#, #"{"size": 224, "resample": 9}"#,
    #"{"size": 224, "image_std": [0, 1, 1]}"#, #"{"size": 32, "crop_size": 224}"#,
    #"{"size": {"longest_edge": 5}}"#, #"{"size": 224, "rescale_factor": 1}"#,
  ])
  func uselessFiles(_ json: String) {
    #expect(throws: Fault.self) { try ImageRecipe(preprocessorJSON: Array(json.utf8)) }
    #expect(throws: Fault.self) { try ModelRecipe(openCLIPJSON: Array(json.utf8)) }
  }

  @Test func templates() {
    let recipe = ModelRecipe(image: nil, text: .clip, templates: ["a photo of {}.", "{}", "plain"])
    #expect(recipe.sentences(for: "a {} dog") == ["a photo of a {} dog.", "a {} dog", "plain"])
  }
}
