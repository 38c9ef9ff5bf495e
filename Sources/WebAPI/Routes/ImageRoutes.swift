internal import Core
internal import Engine
internal import HTTPKit

/// Single pictures.
struct ImageRoutes {
  let api: API

  var all: [Route] {
    [
      Route(.get, "/api/images/{id}", name: "image") { [api] request in
        let id = try Self.id(request)
        let members = try await api.call { library in
          let reader = library.reader
          let image = try Self.image(id, reader)
          let tags = try TagSource.allCases.flatMap { try reader.tags(of: image.id, source: $0) }
          var seen: Set<String> = []
          let picture = PictureJSON(
            image: image, tags: tags.filter { seen.insert($0).inserted }, owner: reader.owner.name)
          let files = try reader.files(of: image.id).filter { $0.state == .present }
          return picture.members + [
            .init("files", .array(files.map { .object(JSONValue.path($0.path)) }))
          ]
        }
        return .json(JSONText.bytes(.object(members)))
      },
      Route(.get, "/api/images/{id}/thumbnail", name: "thumbnail") { [api] request in
        let id = try Self.id(request)
        let (digest, bytes) = try await api.call { library in
          let reader = library.reader
          let digest = try Self.image(id, reader).record.sha256
          return (digest, try reader.thumbnail(of: digest))
        }
        guard let bytes else { throw HTTPProblem.notFound("This picture has no thumbnail.") }
        return HTTPResponse(
          .ok,
          [
            "Content-Type": "image/webp", "ETag": "\"\(digest.hex)\"",
            "Cache-Control": "private, max-age=31536000, immutable",
          ], .bytes(bytes))
      },
    ]
  }

  static func id(_ request: HTTPRequest) throws -> ULID {
    guard let id = ULID(request.parameters["id"] ?? "") else {
      throw HTTPProblem.badRequest("An image's id has 26 letters and digits.")
    }
    return id
  }

  private static func image(_ id: ULID, _ reader: CatalogueReader) throws -> CataloguedImage {
    guard let image = try reader.image(id) else {
      throw HTTPProblem.notFound("There is no picture \(id).")
    }
    return image
  }
}
