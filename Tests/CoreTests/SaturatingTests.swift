import Core
import Testing

@Suite struct SaturatingTests {
  @Test func theNearestNumberThereIs() {
    for (value, nearest) in [
      (0.9, 0), (-0.9, 0), (41.99, 41), (1e300, .max), (-1e300, .min), (.infinity, .max),
      (-.infinity, .min), (.nan, 0), (9.3e18, .max), (-9.3e18, .min),
      (9_007_199_254_740_992, 1 << 53),
    ] as [(Double, Int64)] {
      #expect(Int64(saturating: value) == nearest, "\(value)")
    }
    #expect(UInt8(saturating: -1.5) == 0 && UInt8(saturating: Float(300)) == 255)
  }

  @Test func aSumGoesNoFurtherThanItsType() {
    #expect([Int64.max, 1, 5].saturatingSum() == .max)
    #expect([Int64.min, -1].saturatingSum() == .min)
    #expect([3, 4, -2].saturatingSum() == 5 && [Int]().saturatingSum() == 0)
  }
}
