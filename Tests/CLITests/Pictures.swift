import Core
import Decoding
import Foundation
import TestSupport

/// Picture files that need no test data.
enum Pictures {
  /// A drawn picture as a Windows bitmap (24 bits, rows from the bottom).
  static func bitmap(
    seed: UInt64, width: Int = 320, height: Int = 240, isMirrored: Bool = false
  ) -> Data {
    let image = DrawnPicture.image(seed: seed, width: width, height: height)
    let stride = (3 * width + 3) / 4 * 4
    var bytes = Data("BM".utf8)
    func number(_ value: Int, _ count: Int) {
      for shift in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * shift))) }
    }
    for (value, count) in [
      (54 + stride * height, 4), (0, 4), (54, 4), (40, 4), (width, 4), (height, 4), (1, 2), (24, 2),
      (0, 4), (stride * height, 4), (2835, 4), (2835, 4), (0, 4), (0, 4),
    ] { number(value, count) }
    for row in (0..<height).reversed() {
      for column in 0..<width {
        let start = 3 * (row * width + (isMirrored ? width - 1 - column : column))
        bytes.append(contentsOf: image.samples[start..<(start + 3)].reversed())
      }
      bytes.append(contentsOf: repeatElement(0, count: stride - 3 * width))
    }
    return bytes
  }

  /// The same picture resized and compressed.
  static func resaved(seed: UInt64, width: Int = 320, height: Int = 240) throws -> Data {
    let image = DrawnPicture.image(seed: seed, width: width, height: height)
    return Data(try Thumbnail.webP(of: image, longSide: 240, quality: 85))
  }

  /// A few distinct pictures, an exact copy in another folder, and a smaller re-save.
  static func makeSmallTree(in folder: URL) throws {
    try write(bitmap(seed: 1), to: "one.bmp", in: folder)
    try write(bitmap(seed: 1), to: "copies/one again.bmp", in: folder)
    try write(bitmap(seed: 2), to: "two.bmp", in: folder)
    try write(resaved(seed: 2), to: "copies/two small.webp", in: folder)
    try write(Data("<x:xmpmeta/>".utf8), to: "copies/two small.webp.xmp", in: folder)
    try write(bitmap(seed: 3), to: "three.bmp", in: folder)
  }

  static func write(_ data: Data, to name: String, in folder: URL) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }
}
