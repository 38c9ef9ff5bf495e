import Core
import Testing

@testable import Quality

/// The gray that both metrics start from is worked out in whole numbers.
@Suite struct GrayRowsTests {
  /// For every one of the 16.8 million colours it is what the authors' formula rounds to.
  @Test func everyColourRoundsAsTheFormula() {
    var wrong: [(red: Int, green: Int, blue: Int)] = []
    for red in 0..<256 {
      // A row holds one green with every blue.
      let samples = (0..<256).flatMap { green in
        (0..<256).flatMap { blue in [UInt8(red), UInt8(green), UInt8(blue)] }
      }
      var green = 0
      GrayRows.visit(RGBImage(width: 256, height: 256, samples: samples)) { gray in
        let start = 0.298936021 * Double(red) + 0.587043074 * Double(green)
        for blue in 0..<256
        where (start + 0.114020905 * Double(blue)).rounded() != Double(gray[blue]) {
          wrong.append((red, green, blue))
        }
        green += 1
      }
      #expect(green == 256)
    }
    #expect(wrong.isEmpty, "\(wrong.count) colours, first \(String(describing: wrong.first))")
  }
}
