package import Core

/// Whether a model may be believed about the quality of photographs: it must score pictures lower once
/// they are damaged.
///
/// A model that knows nothing scores half of them lower. So many must be lower that it would come so far
/// by chance once in a hundred times at most, and three quarters in any case. As such a model may move
/// all pictures of one damage the same way, more than half must be lower for each damage by itself.
package struct ClipTrial: Hashable, Codable, Sendable {
  /// Raised when the trial asks for something else.
  package static let version = 1
  /// With fewer, chance cannot be told from knowledge.
  package static let fewestPictures = 8
  package static let mostPictures = 24

  package struct Count: Hashable, Codable, Sendable {
    package var damage: PictureDamage
    /// How many pictures scored lower when damaged so.
    package var lower: Int
    /// How many were damaged so.
    package var pictures: Int
  }

  package let counts: [Count]

  package init(counts: [Count]) { self.counts = counts }

  package var lower: Int { counts.reduce(0) { $0 + $1.lower } }
  package var pictures: Int { counts.reduce(0) { $0 + $1.pictures } }

  /// The damages that do not bring most pictures down.
  package var missed: [Count] { counts.filter { 2 * $0.lower <= $0.pictures } }

  package var isPassed: Bool {
    pictures >= Self.fewestPictures && lower >= Self.leastLower(of: pictures) && missed.isEmpty
  }

  /// How many of `pictures` must be lower: 8 of 8, 19 of 24. More than `pictures` when there are too
  /// few to tell.
  package static func leastLower(of pictures: Int) -> Int {
    // P(X ≥ k) for X of `pictures` throws of a coin, summed from the top.
    var (term, sum, needed) = (1.0, 0.0, pictures + 1)
    let limit = 0.01 * Double(sign: .plus, exponent: pictures, significand: 1)
    for k in stride(from: pictures, through: 0, by: -1) {
      sum += term
      if sum > limit { break }
      needed = k
      term *= Double(k) / Double(pictures - k + 1)
    }
    return max(needed, (3 * pictures + 3) / 4)
  }

  /// Damages each picture in one way, in turn, and asks the model about both. Two pictures through the
  /// model for each; blocks.
  ///
  /// - Parameter pictures: at most ``mostPictures`` are looked at, evenly from all.
  /// - Throws: faults of the model.
  package init(
    of model: some ImageEmbedding, direction: ClipDirection, pictures: [RGBImage]
  ) throws(Fault) {
    let count = min(pictures.count, Self.mostPictures)
    var counts = PictureDamage.allCases.map { Count(damage: $0, lower: 0, pictures: 0) }
    for index in 0..<count {
      let picture = pictures[index * pictures.count / count]
      let kind = index % counts.count
      let vectors = try model.vectors(of: [picture, counts[kind].damage.applied(to: picture)])
      guard let whole = direction.score(vectors[0]), let damaged = direction.score(vectors[1])
      else { continue }
      counts[kind].pictures += 1
      if damaged < whole { counts[kind].lower += 1 }
    }
    self.init(counts: counts.filter { $0.pictures > 0 })
  }
}
