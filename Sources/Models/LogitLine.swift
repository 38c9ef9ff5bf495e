/// The line by which a model makes logits of cosines: `scale · cosine + bias`.
package struct LogitLine: Hashable, Sendable {
  package var scale: Float
  package var bias: Float

  package init(scale: Float, bias: Float) {
    self.scale = scale
    self.bias = bias
  }

  /// The line through points, by least squares; `nil` when their cosines say too little, or when the
  /// points lie on no line.
  package init?(through points: [(cosine: Float, logit: Float)]) {
    let count = Double(points.count)
    guard count >= 3 else { return nil }
    let meanX = points.reduce(0) { $0 + Double($1.cosine) } / count
    let meanY = points.reduce(0) { $0 + Double($1.logit) } / count
    let (xx, xy) = points.reduce((0.0, 0.0)) { sums, point in
      let x = Double(point.cosine) - meanX
      return (sums.0 + x * x, sums.1 + x * (Double(point.logit) - meanY))
    }
    guard xx > 1e-6 * count else { return nil }
    let slope = xy / xx
    let line = LogitLine(scale: Float(slope), bias: Float(meanY - slope * meanX))
    let tolerance = 0.02 * max(1, abs(line.scale))
    guard line.scale.isFinite, line.scale > 0,
      points.allSatisfy({ abs(line.scale * $0.cosine + line.bias - $0.logit) <= tolerance })
    else { return nil }
    self = line
  }
}
