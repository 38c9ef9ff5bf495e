import Core
import Testing

@testable import Decoding

@Suite struct BitmapTests {
  private let palette: [[UInt8]] = [[1, 2, 3], [40, 50, 60], [70, 80, 90], [255, 0, 9]]

  private func colours(_ bytes: [UInt8]) throws -> [[UInt8]] {
    let image = try Pictures.fullSize(bytes)
    return stride(from: 0, to: image.samples.count, by: 3).map {
      Array(image.samples[$0..<$0 + 3])
    }
  }

  @Test func indexedRowsAreBottomUpUnlessNegative() throws {
    // 4 bits: row "0 1 2" stored first, row "3 3 0" second.
    let rows: [UInt8] = [0x01, 0x20, 0, 0, 0x33, 0x00, 0, 0]
    let upward = try colours(
      Encoders.bmp(width: 3, height: 2, bits: 4, palette: palette, rows: rows))
    #expect(upward == [3, 3, 0, 0, 1, 2].map { palette[$0] })
    let downward = try colours(
      Encoders.bmp(width: 3, height: -2, bits: 4, palette: palette, rows: rows))
    #expect(downward == [0, 1, 2, 3, 3, 0].map { palette[$0] })
  }

  @Test func oneAndEightBits() throws {
    let one = Encoders.bmp(
      width: 9, height: 1, bits: 1, palette: Array(palette[..<2]), rows: [0b1010_0000, 0x80, 0, 0])
    #expect(try colours(one) == [1, 0, 1, 0, 0, 0, 0, 0, 1].map { palette[$0] })
    let eight = Encoders.bmp(
      width: 2, height: 1, bits: 8, palette: palette, rows: [2, 200, 0, 0])
    #expect(try colours(eight) == [palette[2], [0, 0, 0]])
  }

  @Test func runLengthsWithDeltaLiteralAndClipping() throws {
    // Three of 1; then end of row; two right; literal "2 3 1" clipped at the edge; end.
    let runs: [UInt8] = [3, 1, 0, 0, 0, 2, 2, 0, 0, 3, 2, 3, 1, 0, 0, 1]
    let bytes = Encoders.bmp(
      width: 4, height: 2, bits: 8, compression: 1, palette: palette, rows: runs)
    #expect(try colours(bytes) == [0, 0, 2, 3, 1, 1, 1, 0].map { palette[$0] })
    let nibbles = Encoders.bmp(
      width: 4, height: 1, bits: 4, compression: 2, palette: palette, rows: [4, 0x12, 0, 1])
    #expect(try colours(nibbles) == [1, 2, 1, 2].map { palette[$0] })
  }

  @Test func fieldsAndAlpha() throws {
    let five = Encoders.bmp(
      width: 1, height: 1, bits: 16, compression: 3, masks: [0xF800, 0x07E0, 0x001F],
      rows: [0x1F, 0xF8, 0, 0])
    #expect(try colours(five) == [[255, 0, 255]])
    let clear = Encoders.bmp(
      width: 1, height: 1, bits: 32, compression: 6,
      masks: [0xFF, 0xFF00, 0xFF_0000, 0xFF00_0000], rows: [10, 20, 30, 0])
    #expect(try colours(clear) == [[255, 255, 255]])
    #expect(try Pictures.decode(clear).hasAlpha)
  }

  @Test func missingRowsAreCutShort() {
    var bytes = Encoders.bmp(Pictures.pattern(width: 20, height: 20))
    bytes.removeLast(30)
    #expect(Pictures.fault(bytes)?.code == "picture.cut-short")
  }
}
