import Catalogue
package import Core
import Vectors

extension BackgroundBank {
  /// Makes the bank of a model that is used for the first time.
  ///
  /// - Parameter rows: the pictures from which it may take, at equal steps by their row.
  /// - Parameter crops: parts a picture has at most, where its parts are searched too.
  /// - Returns: `nil` while there are too few pictures to learn from.
  /// - Throws: a fault of the model or the index.
  package static func made(
    of model: SearchModel, crops: Int = 0, from rows: RowSet
  ) throws(Fault) -> BackgroundBank? {
    let all = Array(rows)
    guard all.count >= leastImages else { return nil }
    let count = min(mostImages, all.count)
    var images: [[Float]] = []
    for position in 0..<count {
      let row = all[position * all.count / count]
      guard let vector = try model.index.vector(of: row) else { continue }
      let parts = crops > 0 ? try model.crops?.vectors(of: row).prefix(crops) ?? [] : []
      // The whole stands in for parts that a picture does not have.
      let stopgaps = Array(repeating: vector, count: crops - parts.count)
      images += ([vector] + parts + stopgaps).map(VectorMath.normalized)
    }
    guard images.count / (1 + crops) >= leastImages else { return nil }
    let texts = try model.texts.map { (texts) throws(Fault) in
      try texts.vectors(of: BackgroundWords.all).map(VectorMath.normalized)
    }
    return BackgroundBank(
      space: model.space, texts: texts ?? [], images: images, partCount: 1 + crops)
  }
}
