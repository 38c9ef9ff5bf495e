package import Core

/// All present images column by column, in the order of their ids: row *i* of every array is the
/// same image. About 250 bytes an image.
package struct ImageColumns: Sendable {
  package var ids: [ImageID] = []
  package var sha256: [SHA256Digest] = []
  package var pixelSHA256: [SHA256Digest?] = []
  package var dct: [Hash256] = []
  package var pdq: [Hash256] = []
  /// 0…100.
  package var pdqQuality: [UInt8] = []
  package var texture: [Float] = []
  /// Mean Cb and Cr over an 8×8 grid: 128 bytes each.
  package var chroma: [[UInt8]] = []
  package var average: [Hash64] = []
  package var difference: [Hash64] = []
  package var perceptual: [Hash64] = []
  package var width: [Int32] = []
  package var height: [Int32] = []
  package var byteSize: [Int64] = []
  package var format: [PictureFormat] = []
  package var frameCount: [Int32] = []
  package var bitsPerSample: [UInt8] = []
  /// When the picture was taken, as its clock showed.
  package var takenLocal: [String?] = []
  /// Index into ``cameras``; −1 where unknown.
  package var camera: [Int32] = []
  /// How many fields of metadata the picture kept; see `PictureMetadata.richness`.
  package var richness: [UInt8] = []
  /// The distinct cameras: make and model.
  package var cameras: [String] = []

  package init() {}

  package var count: Int { ids.count }

  mutating func reserve(_ count: Int) {
    ids.reserveCapacity(count)
    sha256.reserveCapacity(count)
    pixelSHA256.reserveCapacity(count)
    dct.reserveCapacity(count)
    pdq.reserveCapacity(count)
    pdqQuality.reserveCapacity(count)
    texture.reserveCapacity(count)
    chroma.reserveCapacity(count)
    average.reserveCapacity(count)
    difference.reserveCapacity(count)
    perceptual.reserveCapacity(count)
    width.reserveCapacity(count)
    height.reserveCapacity(count)
    byteSize.reserveCapacity(count)
    format.reserveCapacity(count)
    frameCount.reserveCapacity(count)
    bitsPerSample.reserveCapacity(count)
    takenLocal.reserveCapacity(count)
    camera.reserveCapacity(count)
    richness.reserveCapacity(count)
  }
}

/// All present files column by column, in the order of their ids.
package struct FileColumns: Sendable {
  package var ids: [FileID] = []
  package var images: [ImageID] = []
  package var paths: [FilePath] = []
  /// In nanoseconds since 1970.
  package var modified: [Int64] = []

  package init() {}

  package var count: Int { ids.count }
}
