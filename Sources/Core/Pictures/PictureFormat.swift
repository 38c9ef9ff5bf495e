/// A kind of picture file, told by its first bytes and never by its name.
package enum PictureFormat: String, Hashable, Sendable, CaseIterable {
  case jpeg, png, gif, bmp, tiff, webp, heif, avif, jxl, raw

  /// The usual MIME type.
  package var mimeType: String {
    switch self {
    case .jpeg: "image/jpeg"
    case .png: "image/png"
    case .gif: "image/gif"
    case .bmp: "image/bmp"
    case .tiff: "image/tiff"
    case .webp: "image/webp"
    case .heif: "image/heic"
    case .avif: "image/avif"
    case .jxl: "image/jxl"
    case .raw: "image/x-raw"
    }
  }

  /// Whether the format stores the very pixels it was given, so that of two visually equal files the
  /// one in this format is nearer to the original.
  package var isLossless: Bool {
    switch self {
    case .png, .bmp, .tiff, .raw, .gif: true
    case .jpeg, .webp, .heif, .avif, .jxl: false
    }
  }
}
