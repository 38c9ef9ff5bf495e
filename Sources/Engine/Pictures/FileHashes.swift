package import Core
import Decoding
import Files
import Fingerprints

/// The hashes of one picture file at its full size, for comparison with other tools.
package struct FileHashes: Sendable {
  package enum Algorithm: String, CaseIterable, Sendable {
    case ahash, dhash, phash, pdq, dct
  }

  /// In hexadecimal, by algorithm.
  package var values: [Algorithm: String] = [:]
  /// 0…100; of PDQ alone.
  package var pdqQuality: Int?

  /// Decodes a file and computes hashes of it.
  ///
  /// aHash, dHash, pHash and PDQ are of the pixels as they are stored, without EXIF's orientation
  /// and without colour management, as Python's imagehash and pdqhash see them. The DCT hash is the
  /// catalogue's own, of the picture upright.
  ///
  /// - Throws: a fault when the file cannot be read or decoded.
  package init(of path: FilePath, _ algorithms: Set<Algorithm>) throws {
    let contents = try FileContents(reading: path, limit: 1 << 30)
    let decoder = try PictureDecoder(limits: .standard)
    do {
      try contents.withBytes { try compute(algorithms, of: $0, decoder) }
    } catch var fault as Fault {
      fault.path = path
      throw fault
    }
  }

  private mutating func compute(
    _ algorithms: Set<Algorithm>, of bytes: UnsafeRawBufferPointer, _ decoder: PictureDecoder
  ) throws(Fault) {
    if !algorithms.isDisjoint(with: [.ahash, .dhash, .phash, .pdq]) {
      let image = try decoder.storedPixels(bytes)
      let luma = LumaConversion.pillow(image)
      if algorithms.contains(.ahash) { values[.ahash] = ImageHash.averageHash(of: luma).hex }
      if algorithms.contains(.dhash) { values[.dhash] = ImageHash.differenceHash(of: luma).hex }
      if algorithms.contains(.phash) { values[.phash] = ImageHash.perceptualHash(of: luma).hex }
      if algorithms.contains(.pdq) {
        let pdq = PDQHash(of: image)
        values[.pdq] = pdq.hash.hex
        pdqQuality = pdq.quality
      }
    }
    if algorithms.contains(.dct) {
      let picture = try decoder.decode(bytes)
      let luma = LumaConversion.squashed(LumaConversion.pillow(try picture.reduced()))
      values[.dct] = DCTBlock(of: luma).hash.hex
    }
  }
}
