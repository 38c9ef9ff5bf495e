import Core

extension PictureFormat {
  /// As people write it.
  var title: String {
    switch self {
    case .jpeg: "JPEG"
    case .png: "PNG"
    case .gif: "GIF"
    case .bmp: "BMP"
    case .tiff: "TIFF"
    case .webp: "WebP"
    case .heif: "HEIC"
    case .avif: "AVIF"
    case .jxl: "JPEG XL"
    case .raw: "raw"
    }
  }
}
