internal import Core
internal import Engine
internal import HTTPKit

/// Pictures to look at: small, large, and as they are.
struct PixelRoutes {
  let api: API

  var all: [Route] { [thumbnail, preview, original] }

  private static let forever = "private, max-age=31536000, immutable"

  private var thumbnail: Route {
    Route(
      .get, "/api/images/{id}/thumbnail", name: "thumbnail", "A WebP of at most 320 pixels.",
      path: ["id": .id],
      answers: [.bytes("image/webp")]
    ) { [api] request in
      let id = try ImageRoutes.id(request)
      let (digest, bytes) = try await api.call { library in
        let reader = library.reader
        let digest = try ImageRoutes.image(id, reader).record.sha256
        return (digest, try reader.thumbnail(of: digest))
      }
      guard let bytes else { throw HTTPProblem.notFound("This picture has no thumbnail.") }
      return Self.webP(bytes, tag: digest.hex)
    }
  }

  private var preview: Route {
    Route(
      .get, "/api/images/{id}/preview", name: "preview",
      "A WebP of at most 1440 pixels, made when it is first asked for.", path: ["id": .id],
      answers: [.bytes("image/webp")]
    ) { [api] request in
      let id = try ImageRoutes.id(request)
      let digest = try await api.call { try ImageRoutes.image(id, $0.reader).record.sha256 }
      let bytes = try await api.decode { try $0.preview(of: id) }
      return Self.webP(bytes, tag: digest.hex + "-preview")
    }
  }

  static func webP(_ bytes: [UInt8], tag: String) -> HTTPResponse {
    HTTPResponse(
      .ok, ["Content-Type": "image/webp", "ETag": "\"\(tag)\"", "Cache-Control": forever],
      .bytes(bytes))
  }

  private var original: Route {
    Route(
      .get, "/api/images/{id}/original", name: "original",
      "The file as it is; shown by browsers that draw its format, saved otherwise.",
      path: ["id": .id],
      answers: [.bytes("image/*"), .bytes("application/octet-stream")]
    ) { [api] request in
      let id = try ImageRoutes.id(request)
      let file = try await api.call { library in
        _ = try ImageRoutes.image(id, library.reader)
        return try library.openOriginal(of: id)
      }
      let isShown = Self.shown.contains(file.format)
      return HTTPResponse(
        .ok,
        [
          "Content-Type": isShown ? file.format.mimeType : "application/octet-stream",
          "Content-Disposition": Self.disposition(
            isShown ? "inline" : "attachment", file.path.lastComponent.display),
          // Whatever a browser takes the bytes for, they are not run as a page of this server.
          "Content-Security-Policy": "default-src 'none'; sandbox",
          "ETag": "\"\(file.digest.hex)\"",
          "Cache-Control": "private, no-cache",
        ], .file(FilePart(descriptor: file.descriptor, length: file.length)))
    }
  }

  /// What all current browsers draw.
  private static let shown: Set<PictureFormat> = [.jpeg, .png, .gif, .webp, .avif, .bmp]

  /// A name in ASCII for old readers, and the whole name for the others (RFC 6266 § 5).
  static func disposition(_ kind: String, _ name: String) -> String {
    let plain = String(
      name.map { character in
        character.isASCII && character != "\"" && character != "\\" && !character.isNewline
          ? character : "_"
      })
    return "\(kind); filename=\"\(plain)\"; filename*=UTF-8''\(PercentCoding.encoded(name))"
  }
}
