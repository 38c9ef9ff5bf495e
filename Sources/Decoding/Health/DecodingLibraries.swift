import CVips
package import Core

/// The libraries that decode and encode, as they are on this machine.
package enum DecodingLibraries {
  /// Names and versions, libvips first.
  ///
  /// - Throws: ``Fault`` `decoder.unavailable` when libvips does not start.
  package static func versions() throws(Fault) -> [(name: String, version: String)] {
    _ = try PictureDecoder()
    let (webp, jpeg) = (semblance_webp_version(), semblance_jpeg_version())
    return [
      ("libvips", String(cString: semblance_vips_version())),
      ("libwebp", "\(webp >> 16).\(webp >> 8 & 255).\(webp & 255)"),
      ("libjpeg-turbo", "\(jpeg / 1_000_000).\(jpeg / 1000 % 1000).\(jpeg % 1000)"),
    ]
  }

  /// Whether pictures of a format can be decoded here.
  package static func canDecode(_ format: PictureFormat) -> Bool {
    switch format {
    case .bmp, .raw, .jpeg: true
    case .png: semblance_vips_can_load(SEMBLANCE_LOAD_PNG)
    case .gif: semblance_vips_can_load(SEMBLANCE_LOAD_GIF)
    case .tiff: semblance_vips_can_load(SEMBLANCE_LOAD_TIFF)
    case .webp: semblance_vips_can_load(SEMBLANCE_LOAD_WEBP)
    case .heif, .avif: semblance_vips_can_load(SEMBLANCE_LOAD_HEIF)
    case .jxl: semblance_vips_can_load(SEMBLANCE_LOAD_JXL)
    }
  }
}
