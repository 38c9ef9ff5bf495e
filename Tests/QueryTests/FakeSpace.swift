import Core
import TestSupport
import Vectors

/// The vectors of an index, all compared with each query: the truth that indexes are tested against.
struct PlainIndex: VectorIndexReading {
  let space: VectorSpace
  let vectors: [Int64: [Float]]

  init(_ vectors: [Int64: [Float]], space: VectorSpace) {
    self.vectors = vectors
    self.space = space
  }

  var count: Int { vectors.count }

  func nearest(
    to queries: [[Float]], limit: Int, within rows: RowSet?
  ) throws(Fault) -> [[VectorMatch]] {
    queries.map { query in
      let matches = vectors.compactMap { row, vector -> VectorMatch? in
        if let rows, !rows.contains(row) { return nil }
        var sum: Float = 0
        for index in vector.indices { sum += vector[index] * query[index] }
        return VectorMatch(row: row, similarity: sum)
      }
      return Array(
        matches.sorted { ($1.similarity, $0.row) < ($0.similarity, $1.row) }.prefix(limit))
    }
  }

  func vector(of row: Int64) throws(Fault) -> [Float]? { vectors[row] }
}

/// A model that gives each word a direction drawn from its letters, and each text the mean of its
/// words' directions. A picture is what its first samples say: a word's letters.
struct FakeModel: TextEmbedding, ImageEmbedding {
  let space = VectorSpace(name: "fake-1", dimension: 64)
  let preferredBatch = 4

  func vectors(of texts: [String]) throws(Fault) -> [[Float]] { texts.map(vector) }

  func fitted(_ image: RGBImage) -> FittedPicture { FittedPicture(image) }

  func vectors(of pictures: [FittedPicture]) throws(Fault) -> [[Float]] {
    pictures.map { vector(String(decoding: $0.image.samples.prefix { $0 != 0 }, as: UTF8.self)) }
  }

  /// The words around a word in a prompt template, which say nothing to this model.
  private static let fillers: Set<Substring> = [
    "a", "the", "photo", "close-up", "picture", "of", "many", "in", "background",
  ]

  func vector(_ text: String) -> [Float] {
    var sum = [Float](repeating: 0, count: space.dimension)
    for word in text.split(separator: " ") where !Self.fillers.contains(word) {
      var random = SeededGenerator(seed: word.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
      for index in sum.indices { sum[index] += Float.random(in: -1...1, using: &random) }
    }
    let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? sum.map { $0 / length } : sum
  }

  static func picture(of word: String) -> RGBImage {
    let bytes = Array(word.utf8) + [0]
    let width = (bytes.count + 2) / 3
    return RGBImage(
      width: width, height: 1,
      samples: bytes + [UInt8](repeating: 0, count: 3 * width - bytes.count))
  }
}
