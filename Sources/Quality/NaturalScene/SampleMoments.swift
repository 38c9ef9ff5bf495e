/// Sums over samples p that say which generalised Gaussian they resemble.
struct SampleMoments {
  /// Σ p² where p < 0, and where p > 0.
  var lowerSquares = 0.0
  var upperSquares = 0.0
  /// Σ |p|.
  var absolutes = 0.0
  /// How many are below zero, and above; exact zeros are neither.
  var lowerCount = 0.0
  var upperCount = 0.0
  /// How many there are in all.
  var count = 0.0

  mutating func add(_ p: Double) {
    if p < 0 {
      lowerSquares += p * p
      lowerCount += 1
    } else if p > 0 {
      upperSquares += p * p
      upperCount += 1
    }
    absolutes += abs(p)
    count += 1
  }

  var meanSquare: Double { (lowerSquares + upperSquares) / count }
  var meanAbsolute: Double { absolutes / count }
  var lowerVariance: Double { lowerSquares / lowerCount }
  var upperVariance: Double { upperSquares / upperCount }

  /// The shape of a symmetric generalised Gaussian, 0.2…10.
  var symmetricShape: Double {
    GeneralisedGaussian.symmetricShape(ratio: meanSquare / (meanAbsolute * meanAbsolute))
  }

  /// The shape of an asymmetric one, 0.2…10.
  var asymmetricShape: Double {
    let g = lowerVariance.squareRoot() / upperVariance.squareRoot()
    let r = meanAbsolute * meanAbsolute / meanSquare
    let rHat = r * (g * g * g + 1) * (g + 1) / ((g * g + 1) * (g * g + 1))
    return GeneralisedGaussian.asymmetricShape(inverseRatio: rHat)
  }
}
