/// Which colours a picture has, wherever they lie: a soft histogram of 4 lightnesses by grey and 8
/// hues, as square roots of shares, so that its length is 1.
enum Palette {
  static let lightnesses = 4
  static let hues = 8
  /// Chroma from which a colour has nothing of grey.
  private static let fullChroma: Float = 0.12
  private static let half: Float = 0.70710678
  /// cos and sin of k · 45°, k = 0…8.
  private static let cosines: [Float] = [1, half, 0, -half, -1, -half, 0, half, 1]
  private static let sines: [Float] = [0, half, 1, half, 0, -half, -1, -half, 0]

  static func values(of colours: [Oklab]) -> [Float] {
    let columns = 1 + hues
    var sums = [Float](repeating: 0, count: lightnesses * columns)
    for colour in colours {
      let level = max(0, min(0.9999, colour.lightness)) * Float(lightnesses - 1)
      let lower = Int(level)
      let upperPart = level - Float(lower)
      let (x, y) = (colour.greenRed, colour.blueYellow)
      let chroma = min(1, (x * x + y * y).squareRoot() / fullChroma)
      let (hue, nextPart) = hue(x, y)
      let next = (hue + 1) % hues
      for upper in 0...1 {
        let part = upper == 0 ? 1 - upperPart : upperPart
        let start = (lower + upper) * columns
        sums[start] += part * (1 - chroma)
        sums[start + 1 + hue] += part * chroma * (1 - nextPart)
        sums[start + 1 + next] += part * chroma * nextPart
      }
    }
    let count = Float(colours.count)
    return sums.map { ($0 / count).squareRoot() }
  }

  /// The hue before a direction, and how near the next is: 0…1.
  private static func hue(_ x: Float, _ y: Float) -> (hue: Int, nextPart: Float) {
    // The eighth of the circle by signs and comparison.
    let sector: Int
    if y >= 0 {
      sector = x > 0 ? (y < x ? 0 : 1) : (y > -x ? 2 : 3)
    } else {
      sector = x < 0 ? (y > x ? 4 : 5) : (-y > x ? 6 : 7)
    }
    let here = max(0, x * sines[sector + 1] - y * cosines[sector + 1])
    let next = max(0, cosines[sector] * y - sines[sector] * x)
    let sum = here + next
    return (sector, sum > 0 ? next / sum : 0)
  }
}
