package import Core

/// A picture as grouping sees it: its fingerprints and what decides which copy is best. Pictures are
/// told apart by content; several files with the same bytes are one item.
package struct GroupingItem: Sendable {
  /// The catalogue's number of the picture.
  package var id: Int64
  /// The first of its files by path: breaks ties and names the picture in evidence.
  package var path: FilePath
  package var digest: SHA256Digest
  /// Full size in pixels, upright.
  package var width: Int
  package var height: Int
  package var byteSize: Int64
  package var format: PictureFormat
  /// The 256-bit block DCT hash.
  package var dct: Hash256
  /// The 64-bit perceptual hash.
  package var perceptual: Hash64
  /// How much there is to recognise, as the fingerprints measure it.
  package var texture: Float
  /// Mean Cb and Cr over an 8×8 grid, 64 bytes each.
  package var chroma: [UInt8]
  /// When its clock says it was taken, with sub-seconds where recorded.
  package var takenLocal: String?
  package var camera: String?
  /// How many metadata fields are filled in.
  package var metadataRichness: Int
  /// Last change of the file, nanoseconds since 1970.
  package var modified: Int64
  /// Whether one of its files lies in a reference folder, from which nothing is ever moved.
  package var isReference: Bool
  /// The place of its path among those that a person prefers, smaller is better.
  package var priority = 0
  /// How many files hold these very bytes.
  package var fileCount: Int
  /// `nil` where it was not measured, or is not asked about.
  package var quality: ItemQuality?

  package init(
    id: Int64, path: FilePath, digest: SHA256Digest, width: Int, height: Int, byteSize: Int64,
    format: PictureFormat, dct: Hash256, perceptual: Hash64, texture: Float, chroma: [UInt8],
    takenLocal: String? = nil,
    camera: String? = nil, metadataRichness: Int = 0, modified: Int64 = 0,
    isReference: Bool = false,
    fileCount: Int = 1, quality: ItemQuality? = nil
  ) {
    self.id = id
    self.path = path
    self.digest = digest
    self.width = width
    self.height = height
    self.byteSize = byteSize
    self.format = format
    self.dct = dct
    self.perceptual = perceptual
    self.texture = texture
    self.chroma = chroma
    self.takenLocal = takenLocal
    self.camera = camera
    self.metadataRichness = metadataRichness
    self.modified = modified
    self.isReference = isReference
    self.fileCount = fileCount
    self.quality = quality
  }

  /// Pixels of the full-size picture.
  package var area: Int { width * height }
}
