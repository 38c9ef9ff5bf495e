import CVips
import Core

extension Fault {
  /// The fault for what a decoder reported.
  static func decoding(
    _ status: semblance_status, _ message: semblance_message, _ format: PictureFormat
  ) -> Fault {
    let said = withUnsafeBytes(of: message.text) { LegacyText.decoded($0.prefix { $0 != 0 }) }
    let name = format.name
    let (code, source, text, remedy): (Code, FaultSource, String, String) =
      switch status {
      case SEMBLANCE_CUT_SHORT:
        (
          "picture.cut-short", .user, "the \(name) picture is cut short: the file ends too early",
          "Copy or download it again, or take it from a backup."
        )
      case SEMBLANCE_UNSUPPORTED:
        (
          "picture.unsupported", .user, "this kind of \(name) picture cannot be read",
          "Convert it to an ordinary \(name), PNG or TIFF."
        )
      case SEMBLANCE_TIMED_OUT:
        (
          "picture.timed-out", .user, "decoding the \(name) picture takes too long",
          "Raise the time limit if the file is to be trusted."
        )
      case SEMBLANCE_OUT_OF_MEMORY:
        (
          "picture.no-memory", .runtime, "there is not enough memory to decode the \(name) picture",
          "Close other programs or lower the limit on pixels."
        )
      default:
        (
          "picture.damaged", .user, "the \(name) picture is damaged",
          "Copy or download it again, or take it from a backup."
        )
      }
    return Fault(code, source, text, remedy: remedy, underlying: said.isEmpty ? nil : said)
  }

  static func unsupported(_ format: PictureFormat, _ reason: String) -> Fault {
    Fault(
      "picture.unsupported", .user, "this kind of \(format.name) picture cannot be read: \(reason)",
      remedy: "Convert it to an ordinary JPEG, PNG or TIFF.")
  }

  static func damaged(_ format: PictureFormat, _ reason: String) -> Fault {
    Fault(
      "picture.damaged", .user, "the \(format.name) picture is damaged: \(reason)",
      remedy: "Copy or download it again, or take it from a backup.")
  }

  static func notAPicture(_ bytes: UnsafeRawBufferPointer) -> Fault {
    if bytes.isEmpty {
      return Fault(
        "picture.empty", .user, "the file is empty",
        remedy: "Copy or download it again, or take it from a backup.")
    }
    if PictureSniffer.isText(bytes) {
      return Fault(
        "picture.is-text", .user, "the file is not a picture: it holds text",
        remedy: "It may be an error page saved under a picture's name; fetch the picture again.")
    }
    return Fault(
      "picture.unrecognised", .user, "the file is not a picture of a known format",
      remedy: "Known are JPEG, PNG, GIF, BMP, TIFF, WebP, HEIF, AVIF, JPEG XL and camera raw.")
  }

  static func tooManyBytes(_ count: Int, limit: Int64) -> Fault {
    Fault(
      "picture.too-large", .user, "the file has \(count) bytes; the limit is \(limit)",
      remedy: "Raise the limit on bytes if the file is to be trusted.")
  }

  static func tooManyPixels(_ width: Int, _ height: Int, limit: Int) -> Fault {
    Fault(
      "picture.too-many-pixels", .user,
      "the picture has \(width)×\(height) pixels; the limit is \(limit) pixels",
      remedy: "Raise the limit on pixels if the file is to be trusted.")
  }

  static func tooMuchMemory(_ header: SourceHeader) -> Fault {
    Fault(
      "picture.too-many-pixels", .user,
      "the picture has \(header.width)×\(header.height) pixels, and \(header.format.name) of this "
        + "kind must be held in memory as a whole",
      remedy: "Save it as a baseline JPEG or as a PNG or TIFF that is not interlaced.")
  }
}

extension PictureFormat {
  /// As people write it.
  var name: String {
    switch self {
    case .jpeg: "JPEG"
    case .png: "PNG"
    case .gif: "GIF"
    case .bmp: "BMP"
    case .tiff: "TIFF"
    case .webp: "WebP"
    case .heif: "HEIF"
    case .avif: "AVIF"
    case .jxl: "JPEG XL"
    case .raw: "camera raw"
    }
  }
}
