package import Core

/// A plane of doubles, and the stages of BRISQUE and NIQE straight from their definitions: the truth
/// beside the row kernels, for tests. Everything is held in memory and nothing is fast.
package struct ScenePlane: Hashable, Sendable {
  package let width: Int
  package let height: Int
  package var samples: [Double]

  package init(width: Int, height: Int, samples: [Double]) {
    precondition(samples.count == width * height)
    self.width = width
    self.height = height
    self.samples = samples
  }

  /// LIVE's gray of a picture.
  package init(gray image: RGBImage) {
    self.init(
      width: image.width, height: image.height,
      samples: stride(from: 0, to: image.samples.count, by: 3).map { place in
        let (r, g, b) = (
          Double(image.samples[place]), Double(image.samples[place + 1]),
          Double(image.samples[place + 2])
        )
        return (0.298936021 * r + 0.587043074 * g + 0.114020905 * b).rounded()
      })
  }

  /// The plane at half the scale: eight taps an axis, mirrored at the edges.
  package var halved: ScenePlane {
    halvedAcross.transposed.halvedAcross.transposed
  }

  /// The mean-subtracted contrast-normalised coefficients, and the local deviations.
  ///
  /// - Parameter replicating: repeats the edge outside of the plane, which is zero otherwise.
  package func normalised(replicating: Bool) -> (mscn: ScenePlane, deviation: ScenePlane) {
    let means = smoothed(replicating: replicating)
    let squares = map { $0 * $0 }.smoothed(replicating: replicating)
    var (mscn, deviation) = (self, self)
    for index in samples.indices {
      let mean = means.samples[index]
      deviation.samples[index] = abs(squares.samples[index] - mean * mean).squareRoot()
      let value = (samples[index] - mean) / (deviation.samples[index] + 1)
      mscn.samples[index] = abs(value) < 1e-9 ? 0 : value
    }
    return (mscn, deviation)
  }

  /// The moments of the plane and of its products with its right, lower, lower right and lower left
  /// neighbours, which wrap around.
  var moments: [SampleMoments] {
    var own = SampleMoments()
    for value in samples { own.add(value) }
    return [own]
      + [(0, 1), (1, 0), (1, 1), (1, -1)].map { down, right in
        var moments = SampleMoments()
        for y in 0..<height {
          for x in 0..<width {
            let row = (y + down) % height
            let column = (x + right + width) % width
            moments.add(samples[y * width + x] * samples[row * width + column])
          }
        }
        return moments
      }
  }

  /// A part of the plane.
  package func cropped(x: Int, y: Int, width: Int, height: Int) -> ScenePlane {
    var part: [Double] = []
    for row in y..<y + height {
      let first = row * self.width + x
      part += samples[first..<first + width]
    }
    return ScenePlane(width: width, height: height, samples: part)
  }

  private var transposed: ScenePlane {
    ScenePlane(
      width: height, height: width,
      samples: (0..<width).flatMap { x in (0..<height).map { samples[$0 * width + x] } })
  }

  private var halvedAcross: ScenePlane {
    let taps = [-3.0, -9, 29, 111, 111, 29, -9, -3].map { $0 / 256 }
    let half = (width + 1) / 2
    let result = (0..<height).flatMap { y in
      (0..<half).map { x in
        taps.indices.reduce(0.0) { sum, tap in
          let column = RowSchedule.mirrored(2 * x - 3 + tap, width)
          return sum + taps[tap] * samples[y * width + column]
        }
      }
    }
    return ScenePlane(width: half, height: height, samples: result)
  }

  private func map(_ transform: (Double) -> Double) -> ScenePlane {
    ScenePlane(width: width, height: height, samples: samples.map(transform))
  }

  private func smoothed(replicating: Bool) -> ScenePlane {
    smoothedAcross(replicating).transposed.smoothedAcross(replicating).transposed
  }

  private func smoothedAcross(_ replicating: Bool) -> ScenePlane {
    let window = GaussianWindow.full
    var result = self
    for y in 0..<height {
      for x in 0..<width {
        result.samples[y * width + x] = window.indices.reduce(0.0) { sum, tap in
          let column = x - 3 + tap
          if !replicating && !(0..<width).contains(column) { return sum }
          return sum + window[tap] * samples[y * width + min(max(column, 0), width - 1)]
        }
      }
    }
    return result
  }
}
