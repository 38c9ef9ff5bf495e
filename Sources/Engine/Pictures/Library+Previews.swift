import Catalogue
package import Core
import Decoding
import Files

extension Library {
  /// The longer side of previews, in pixels.
  private static let previewSide = 1_440

  /// A WebP of a picture whose longer side is at most 1440 pixels: made when it is first asked for,
  /// and kept.
  ///
  /// - Throws: `catalogue.unknown-image`; `picture.missing` when no file holds these bytes any more; faults
  ///   of the decoder.
  package func preview(of id: ULID) throws -> [UInt8] {
    let image = try knownImage(id)
    let digest = image.record.sha256
    if let kept = try catalogue.previews.read(digest), !kept.isEmpty { return kept }
    let decoder = try PictureDecoder(limits: .standard)
    for file in try presentFiles(of: image) {
      guard let contents = try? FileContents(reading: file.path, limit: 1 << 30),
        contents.withBytes(ContentDigest.sha256) == digest
      else { continue }
      let preview = try contents.withBytes { bytes throws(Fault) in
        try decoder.preview(bytes, side: Self.previewSide)
      }
      // A library that cannot be written to can be looked at.
      try? catalogue.previews.write(preview, as: digest)
      return preview
    }
    throw Self.gone(image)
  }

  func knownImage(_ id: ULID) throws -> CataloguedImage {
    guard let image = try reader.image(id) else { throw CatalogueFault.unknownImage }
    return image
  }

  /// The files to read a picture from: those that are where they were, then those set aside.
  func presentFiles(of image: CataloguedImage) throws -> [CataloguedFile] {
    let files = try reader.files(of: image.id)
    return files.filter { $0.state == .present } + files.filter { $0.state == .staged }
  }

  static func gone(_ image: CataloguedImage) -> Fault {
    Fault(
      "picture.missing", .user,
      "no file holds the picture \(image.ulid) any more as it was indexed",
      remedy: "Index its folder again.")
  }
}
