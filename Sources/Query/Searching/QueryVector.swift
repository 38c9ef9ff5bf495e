import Catalogue
import Core
import Vectors

/// The terms of a request as one vector.
///
/// Each term counts by its weight, divided by how far its similarities to the bank's pictures
/// spread: pictures lie closer to pictures than texts do, and would otherwise drown them.
struct QueryVector {
  /// Of length 1.
  let vector: [Float]
  let calibration: ScoreCalibration?
  /// The library's pictures among the terms.
  let queriedRows: [Int64]

  /// `nil` when nothing of the request can be asked of vectors.
  init?(
    of request: SearchRequest, _ searcher: Searcher, _ texts: TextVectors,
    _ notices: inout [SearchNotice]
  ) throws {
    let terms = request.terms
    let hasPictures = terms.contains { !$0.isText }
    guard let model = searcher.model, request.mode != .words || hasPictures else {
      if hasPictures { throw Self.noVectors }
      if request.mode == .meaning { throw Self.noTextModel }
      if request.mode == .automatic { notices.append(.noTextModel) }
      return nil
    }
    if model.texts == nil, terms.contains(where: \.isText) {
      if request.mode == .meaning { throw Self.noTextModel }
      if request.mode == .automatic { notices.append(.noTextModel) }
    }
    var source = TermVectors(searcher: searcher, model: model, texts: texts)
    source.usesTemplates = request.usesTemplates
    var parts: [(weight: Float, vector: [Float])] = []
    var isText = true
    for term in terms {
      if term.isText, model.texts == nil || request.mode == .words { continue }
      let vector = try source.vector(of: term.content)
      let spread = searcher.bank?.background(of: vector)?.deviation ?? 1
      parts.append((Float(term.weight / spread), vector))
      isText = isText && term.isText
    }
    if parts.isEmpty { return nil }
    let vector = VectorMath.normalized(VectorMath.sum(parts))
    self.vector = vector
    calibration = searcher.bank.map { bank in
      ScoreCalibration(of: vector, isText: isText, bank: bank)
    }
    queriedRows = source.rows
  }

  private static let noVectors = Fault(
    "search.no-vectors", .user, "pictures cannot be looked for yet: the library has no vectors",
    remedy: "Compare with: semblance similar IMAGE")

  private static let noTextModel = Fault(
    "search.no-text-model", .user, "there is no model that reads texts",
    remedy: "Add one: semblance models add FOLDER")
}

extension QueryTerm {
  var isText: Bool { if case .text = content { true } else { false } }
}

/// Finds or makes the vectors of terms.
private struct TermVectors {
  let searcher: Searcher
  let model: SearchModel
  let texts: TextVectors
  var usesTemplates = true
  /// The library's pictures that were asked for.
  private(set) var rows: [Int64] = []

  init(searcher: Searcher, model: SearchModel, texts: TextVectors) {
    self.searcher = searcher
    self.model = model
    self.texts = texts
  }

  mutating func vector(of content: QueryTerm.Content) throws -> [Float] {
    switch content {
    case .text(let text):
      return try texts.vector(of: text, usesTemplates: usesTemplates, by: model.texts!)
    case .picture(let id):
      guard let image = try searcher.reader.image(id) else { throw CatalogueFault.unknownImage }
      guard let vector = try stored(image.id) else {
        throw Fault(
          "search.no-vector", .user, "#\(id) has no vector yet",
          remedy: "Index its folder again.")
      }
      return vector
    case .file(let path):
      if let image = try searcher.reader.file(at: path)?.image, let vector = try stored(image) {
        return vector
      }
      return try made(of: try searcher.loadPicture(path))
    case .pixels(let image, _): return try made(of: image)
    }
  }

  private mutating func stored(_ image: ImageID) throws -> [Float]? {
    rows.append(image.rawValue)
    return try model.index.vector(of: image.rawValue).map(VectorMath.normalized)
  }

  private func made(of image: RGBImage) throws -> [Float] {
    guard let images = model.images else {
      throw Fault(
        "search.no-image-model", .user, "there is no model that looks at pictures",
        remedy: "Ask for a picture of the library: #ID.")
    }
    return VectorMath.normalized(try images.vectors(of: [image])[0])
  }
}
