import Models
import Testing

@Suite struct LogitLineTests {
  @Test func theLineOfItsPoints() throws {
    let points = [-0.2, 0, 0.1, 0.3].map { (cosine: Float($0), logit: Float($0) * 117 - 12.9) }
    let line = try #require(LogitLine(through: points))
    #expect(abs(line.scale - 117) < 0.01 && abs(line.bias + 12.9) < 0.01)
  }

  @Test func pointsThatSayTooLittle() {
    #expect(LogitLine(through: []) == nil)
    #expect(LogitLine(through: [(0.1, 1), (0.2, 2)]) == nil)
    #expect(LogitLine(through: [(0.1, 1), (0.1, 1), (0.1, 1)]) == nil)
    #expect(LogitLine(through: [(0.1, 1), (0.2, 2), (0.3, 9)]) == nil, "they lie on no line")
    #expect(LogitLine(through: [(0.1, 3), (0.2, 2), (0.3, 1)]) == nil, "logits rise")
    #expect(LogitLine(through: [(0.1, .nan), (0.2, 2), (0.3, 1)]) == nil)
  }
}
