internal import Embeddings
internal import Kernels

/// The models themselves. Sizes and digests are those that at least two projects, independent of each
/// other, pin for the same file (docs/design/0073); a file without them is kept at its first pull.
extension RegisteredModel {
  package static let all: [RegisteredModel] = [
    clipB32, clipB32Laion, clipL14, mobileClipS0, sigLIP2B16, sigLIP2B32,
  ]

  private static let clipB32 = RegisteredModel(
    name: "clip-vit-b32", title: "CLIP ViT-B/32 (OpenAI)", dimension: 512, image: .clip(),
    tokenizer: .clip, licence: "MIT", repository: "immich-app/ViT-B-32__openai", revision: "main",
    files: immich(
      visual: File(
        "visual/model.onnx", bytes: 351_613_724,
        sha256: "33a3df41ceef21acdf371af00f6dd0456ec1f9eba24d03a7720f9c3734e40859"),
      textual: File(
        "textual/model.onnx", bytes: 254_193_396,
        sha256: "b80cf0af751533a6712d92247f0ddc0c95208748bc59a1a27f33e67be6864e3b"),
      vocabulary: [clipTokenizer]))

  private static let clipB32Laion = RegisteredModel(
    name: "clip-vit-b32-laion2b", title: "CLIP ViT-B/32 (LAION-2B)", dimension: 512,
    image: .clip(), tokenizer: .clip, licence: "MIT",
    repository: "immich-app/ViT-B-32__laion2b-s34b-b79k",
    revision: "19a057a0fb927cf239541300e74237cd56c7ffe2",
    files: immich(
      visual: File(
        "visual/model.onnx", bytes: 351_613_724,
        sha256: "b9ce24b91a8c62ef8d40ea786051709c93140104cbf2b6b4a2cc270df3838f9c"),
      textual: File(
        "textual/model.onnx", bytes: 254_193_396,
        sha256: "48c25be37b352398f2533c9426dab6f9340535e14e46f884cc894236a5060722"),
      vocabulary: [
        File(
          "textual/vocab.json", bytes: 862_328,
          sha256: "5047b556ce86ccaf6aa22b3ffccfc52d391ea4accdab9c2f2407da5b742d4363"),
        File(
          "textual/merges.txt", bytes: 524_619,
          sha256: "9fd691f7c8039210e0fced15865466c65820d09b63988b0174bfe25de299051a"),
      ]))

  private static let clipL14 = RegisteredModel(
    name: "clip-vit-l14", title: "CLIP ViT-L/14 (OpenAI)", dimension: 768, image: .clip(),
    tokenizer: .clip, licence: "MIT", repository: "immich-app/ViT-L-14__openai", revision: "main",
    files: immich(
      visual: File(
        "visual/model.onnx", bytes: 1_216_297_719,
        sha256: "2b02d572f59c509f4b97b9c54a868453cca1a652cd5d60e1d51d0052f055cb8c"),
      textual: File(
        "textual/model.onnx", bytes: 495_082_255,
        sha256: "9fbe72ea8d36c2effaccedcf7249e3729ad0d9b4af6604b433ecdd0105663c9c"),
      vocabulary: [clipTokenizer]))

  /// In single precision: its exports in eight bits are known to give poor vectors.
  private static let mobileClipS0 = RegisteredModel(
    name: "mobileclip-s0", title: "MobileCLIP-S0 (Apple)", dimension: 512,
    image: ImageRecipe(
      width: 256, height: 256, fit: .crop(side: 256), filter: .bilinear, mean: [0, 0, 0],
      deviation: [1, 1, 1]), tokenizer: .clip,
    licence: "Apple ML Research Model License (research only)",
    repository: "Xenova/mobileclip_s0", revision: "757d59c9c6870a76a4b0306f05f5061bca15c39f",
    files: [
      File(
        "onnx/vision_model.onnx", bytes: 45_543_630,
        sha256: "17d3c037b1d488c10c50e09f6009ea5a198caef4e0e8f4ea5617b7cb2d067ac0"),
      File(
        "onnx/text_model.onnx", bytes: 169_807_789,
        sha256: "f6e9bd5742bfc515889e901634d8a2ff2a57fab8564e4ad3760e800b1a51b77c"),
      File(
        "tokenizer.json", bytes: 2_224_081,
        sha256: "72ed5c96db5729294468543e4bc75fce14ca63f58e37300290189ba1c1e52b85"),
      File(
        "preprocessor_config.json", bytes: 382,
        sha256: "b031f09fbd69e22a605b6cc7433993249ee893b7fc1b79321f669cd015493dd4"),
    ])

  private static let sigLIP2B16 = RegisteredModel(
    name: "siglip2-b16", title: "SigLIP 2 ViT-B/16, 224 (Google)", dimension: 768,
    image: .sigLIP(), tokenizer: .sentencePiece, licence: "Apache-2.0",
    repository: "immich-app/ViT-B-16-SigLIP2__webli", revision: "main",
    files: immich(
      visual: File("visual/model.onnx"), textual: File("textual/model.onnx"),
      vocabulary: [gemmaTokenizer]))

  private static let sigLIP2B32 = RegisteredModel(
    name: "siglip2-b32", title: "SigLIP 2 ViT-B/32, 256 (Google)", dimension: 768,
    image: .sigLIP(side: 256), tokenizer: .sentencePiece, licence: "Apache-2.0",
    repository: "immich-app/ViT-B-32-SigLIP2-256__webli",
    revision: "762c736d366fc253e9453021144f9fe71789b075",
    files: immich(
      visual: File("visual/model.onnx"), textual: File("textual/model.onnx"),
      vocabulary: [gemmaTokenizer]))

  private static let clipTokenizer = File(
    "textual/tokenizer.json", bytes: 3_642_073,
    sha256: "6d9109cc838977f3ca94a379eec36aecc7c807e1785cd729660ca2fc0171fb35")

  private static let gemmaTokenizer = File(
    "textual/tokenizer.json", bytes: 34_362_885,
    sha256: "220c63d496e0c14e63eb656c91e0215e926202e4c74b1f089e09f1920d779b04")

  /// The layout of Immich's exports. Small files first, so that a wrong address is noticed early.
  private static func immich(visual: File, textual: File, vocabulary: [File]) -> [File] {
    [File("config.json"), File("visual/preprocess_cfg.json")] + vocabulary + [textual, visual]
  }
}
