import Core
import Decoding
import Foundation
import TestSupport

/// Picture files that need no test data.
enum Pictures {
  /// A drawn picture as a Windows bitmap.
  static func bitmap(
    seed: UInt64, width: Int = 320, height: Int = 240, isMirrored: Bool = false
  ) -> Data {
    Data(DrawnPicture.bitmap(seed: seed, width: width, height: height, isMirrored: isMirrored))
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
