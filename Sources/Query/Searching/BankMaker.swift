import Catalogue
package import Core
import Vectors

extension BackgroundBank {
  /// Makes the bank of a model that is used for the first time.
  ///
  /// - Parameter rows: the pictures from which it may take, at equal steps by their row.
  /// - Returns: `nil` while there are too few pictures to learn from.
  /// - Throws: a fault of the model or the index.
  package static func made(
    of model: SearchModel, from rows: RowSet
  ) throws(Fault) -> BackgroundBank? {
    let all = Array(rows)
    guard all.count >= leastImages else { return nil }
    let count = min(mostImages, all.count)
    var images: [[Float]] = []
    for position in 0..<count {
      let row = all[position * all.count / count]
      if let vector = try model.index.vector(of: row) {
        images.append(VectorMath.normalized(vector))
      }
    }
    guard images.count >= leastImages else { return nil }
    let texts = try model.texts.map { (texts) throws(Fault) in
      try texts.vectors(of: BackgroundWords.all).map(VectorMath.normalized)
    }
    return BackgroundBank(space: model.space, texts: texts ?? [], images: images)
  }
}
