/// What surrounds a model's weights: how pictures and texts become its inputs, and how its outputs
/// are compared.
package struct ModelRecipe: Codable, Hashable, Sendable {
  /// `nil` when the model has no such side.
  package var image: ImageRecipe?
  package var text: TextRecipe?
  /// Cosines are multiplied by it before a softmax or sigmoid: 100 for CLIP.
  package var logitScale: Float
  /// Added before a sigmoid; 0 for CLIP.
  package var logitBias: Float
  /// Sentences around a query, `{}` being the query; their vectors are averaged.
  package var templates: [String]

  package init(
    image: ImageRecipe?, text: TextRecipe?, logitScale: Float = 100, logitBias: Float = 0,
    templates: [String] = ["{}"]
  ) {
    self.image = image
    self.text = text
    self.logitScale = logitScale
    self.logitBias = logitBias
    self.templates = templates
  }

  package static let clip = ModelRecipe(
    image: .clip(), text: .clip, templates: ["a photo of {}.", "{}"])

  /// That of SigLIP, whose texts are cut by a unigram model and lose their punctuation, and of SigLIP
  /// 2, whose texts are cut by a byte-pair one and are lowered. What cosines are multiplied by is in no
  /// exporter's files: it is measured where an export gives logits.
  package static func sigLIP(side: Int = 224, isUnigram: Bool) -> ModelRecipe {
    ModelRecipe(
      image: .sigLIP(side: side),
      text: TextRecipe(
        tokenizer: .sentencePiece, cleaning: isUnigram ? .canonical : .lowered, contextLength: 64,
        padding: nil), templates: ["a photo of {}.", "{}"])
  }

  /// A query in every template.
  package func sentences(for query: String) -> [String] {
    templates.map { template in
      guard let place = template.firstRange(of: "{}") else { return template }
      return template[..<place.lowerBound] + query + template[place.upperBound...]
    }
  }
}
