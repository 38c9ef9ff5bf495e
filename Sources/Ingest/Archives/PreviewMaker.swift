import Catalogue
import Core
import Decoding
import Fingerprints
import Meshes

/// From pixels to what the catalogue keeps of a preview.
struct PreviewMaker {
  /// Raised whenever the previews or their looks of the same archive change.
  static let version = 3
  /// Of a rendering, in pixels.
  static let renderingSide = 320
  /// Of a view around a rendering: enough for hashes and descriptor.
  private static let viewSide = 96
  private static let thumbnailSide = 240

  private let decoder: PictureDecoder

  init() throws(Fault) {
    var limits = DecodeLimits.standard
    limits.maximumPixels = 100_000_000
    decoder = try PictureDecoder(limits: limits)
  }

  /// - Throws: a fault when the bytes are no picture, or a damaged one.
  func preview(
    _ bytes: UnsafeRawBufferPointer, entry: String, kind: ArchivePreview.Kind
  ) throws(Fault) -> ArchivePreview {
    let picture = try decoder.decode(bytes)
    let image = try picture.reduced()
    return ArchivePreview(
      entry: entry, kind: kind, width: picture.width, height: picture.height,
      look: Self.look(of: image, width: picture.width, height: picture.height),
      thumbnail: Self.thumbnail(of: image))
  }

  /// A picture of a mesh, and how it looks from around there.
  func preview(of mesh: TriangleMesh, entry: String) -> ArchivePreview {
    let main = MeshRenderer.picture(of: mesh, side: Self.renderingSide)
    let around = MeshRenderer.pictures(
      of: mesh, from: Array(MeshView.around.dropFirst()), side: Self.viewSide)
    return ArchivePreview(
      entry: entry, kind: .rendering, width: main.width, height: main.height,
      look: Self.look(of: main, width: main.width, height: main.height),
      views: around.map { Self.look(of: $0, width: $0.width, height: $0.height) },
      thumbnail: Self.thumbnail(of: main))
  }

  private static func look(of image: RGBImage, width: Int, height: Int) -> ArchivePreview.Look {
    let cells = ColourCells(of: image)
    let prints = Fingerprinter.fingerprints(
      of: image, cells: cells, originalWidth: width, originalHeight: height)
    return ArchivePreview.Look(
      average: prints.average, difference: prints.difference, perceptual: prints.perceptual,
      pdq: prints.pdq, texture: prints.texture, descriptor: VisualDescriptor.vector(of: cells))
  }

  /// A preview without a thumbnail is still one.
  private static func thumbnail(of image: RGBImage) -> [UInt8]? {
    try? Thumbnail.webP(of: image, longSide: thumbnailSide)
  }
}
