import Core
import TestSupport
import Testing

@testable import Decoding

/// Camera raw files, built around a real JPEG in the way that each maker wraps its preview.
@Suite(.enabled(if: TestData.has("photos"), "needs the photographs of the test data"))
struct RawTests {
  private let preview: [UInt8]

  init() throws {
    preview = try Pictures.bytes("photos/exif-samples/jpg/orientation/landscape_1.jpg")
  }

  /// A little-endian directory of LONG fields, and one of text kept in the field itself.
  private func directory(_ fields: [(UInt16, UInt32)], make: String? = nil) -> [UInt8] {
    var bytes = Encoders.little(UInt16(fields.count + (make == nil ? 0 : 1)))
    for (tag, value) in fields {
      bytes += Encoders.little(tag) + Encoders.little(UInt16(4)) + Encoders.little(UInt32(1))
      bytes += Encoders.little(value)
    }
    if let make {
      bytes += Encoders.little(UInt16(0x010F)) + Encoders.little(UInt16(2))
      bytes += Encoders.little(UInt32(4)) + Array(make.utf8.prefix(3)) + [0]
    }
    return bytes + [0, 0, 0, 0]
  }

  private func tiff(_ magic: [UInt8], _ body: [UInt8]) -> [UInt8] {
    magic + Encoders.little(UInt32(8)) + body
  }

  private func check(_ bytes: [UInt8], orientation: Int = 1, make: String? = "ABC") throws {
    let picture = try Pictures.decode(bytes)
    let expected = try Pictures.decode(preview)
    #expect(picture.format == .raw)
    let size = (picture.width, picture.height)
    #expect(size == (orientation > 4 ? (450, 600) : (600, 450)))
    #expect(picture.metadata.orientation == orientation)
    if let make { #expect(picture.metadata.cameraMake == make) }
    #expect(picture.image == expected.image.turned(by: orientation))
  }

  @Test func dngTurnsItsPreviewAsItselfSays() throws {
    let start = 8 + 2 + 12 * 5 + 4
    let main = directory(
      [
        (0x0111, UInt32(start)), (0x0112, 6), (0x0117, UInt32(preview.count)), (0xC612, 4),
      ], make: "ABC")
    try check(tiff(Array("II*\0".utf8), main + preview), orientation: 6)
  }

  @Test func subdirectoriesHoldTheLargestPreview() throws {
    let second = 8 + 2 + 12 * 3 + 4
    let start = second + 2 + 12 * 2 + 4
    let main = directory([(0x0103, 34713), (0x014A, UInt32(second))], make: "ABC")
    let below = directory([(0x0201, UInt32(start)), (0x0202, UInt32(preview.count))])
    try check(tiff(Array("II*\0".utf8), main + below + preview))
  }

  @Test func previewsThatOnlyAMakerNoteNamesAreFound() throws {
    try check(
      tiff(
        Array("IIRO".utf8), directory([], make: "ABC") + [1, 2, 0xFF, 0xD8, 0xFF, 9] + preview))
  }

  @Test func fujifilmPointsFromItsHeader() throws {
    var bytes = Array("FUJIFILMCCD-RAW 0201".utf8) + [UInt8](repeating: 0, count: 80)
    bytes.replaceSubrange(
      84..<92, with: Encoders.big(UInt32(100)) + Encoders.big(UInt32(preview.count)))
    try check(bytes + preview, make: nil)
  }

  @Test func canonKeepsBoxes() throws {
    func box(_ name: String, _ body: [UInt8]) -> [UInt8] {
      Encoders.big(UInt32(8 + body.count)) + Array(name.utf8) + body
    }
    let identifier: [UInt8] = [0xEA, 0xF4, 0x2B, 0x5E] + [UInt8](repeating: 0, count: 12)
    let camera = box("CMT1", tiff(Array("II*\0".utf8), directory([(0x0112, 8)], make: "ABC")))
    let other: [UInt8] = [0x85, 0xC0, 0xB6, 0x87] + [UInt8](repeating: 0, count: 12)
    let image =
      [UInt8](repeating: 0, count: 8) + box("PRVW", [UInt8](repeating: 0, count: 16) + preview)
    let bytes =
      box("ftyp", Array("crx \0\0\0\u{1}crx isom".utf8)) + box("moov", box("uuid", other + camera))
      + box("uuid", identifier + image)
    try check(bytes, orientation: 8)
  }

  @Test func rawWithoutPreviewSaysSo() {
    let bytes = tiff(Array("II*\0".utf8), directory([(0xC612, 4)], make: "ABC"))
    #expect(Pictures.fault(bytes)?.code == "picture.unsupported")
  }
}
