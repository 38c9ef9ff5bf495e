internal import Core
internal import Engine
internal import HTTPKit

/// Folders of the server's machine, to choose what is indexed.
struct FolderRoutes {
  let api: API

  var all: [Route] { [list, add] }

  /// Folders that an answer holds at most.
  private static let limit = 2_000

  private var list: Route {
    Route(
      .get, "/api/folders", name: "folders",
      "The folders in a folder; without a path those to begin with, and those that are indexed.",
      access: .scope(.admin),
      query: [.init("path", .wholePath)],
      answers: [
        .json(
          .named(
            "Folders",
            .object([
              .init("path", .nullable(.text)),
              .init("parent", .nullable(.text), "null where nothing above may be looked into."),
              .init("roots", .list(.text), "Where to begin."),
              .init("indexed", .list(.text), "What is indexed already."),
              .init("folders", .list(Self.folder.shape)),
              .init("is_complete", .bool, "Whether these are all."),
            ])))
      ]
    ) { [api] request in
      let named = request.arguments["path"]?.text.map { FilePath($0) }
      let answer = try await api.call { library in try Self.answer(named, api.places, library) }
      return .json(JSONText.bytes(answer))
    }
  }

  private static func answer(
    _ named: FilePath?, _ places: AdmittedPlaces, _ library: Library
  ) throws -> JSONValue {
    try places.check()
    let indexed = try library.reader.roots().map(\.path)
    let path = try named.map { try places.admitted($0, at: "path", library) }
    let inner = try path.map { try FolderChoice.folders(in: $0) } ?? places.roots
    let admitted = places.roots + indexed
    let parent = path?.parent.flatMap { parent in
      admitted.contains(where: parent.isInside) ? parent : nil
    }
    return [
      "path": .known(path?.display), "parent": .known(parent?.display),
      "roots": .texts(places.roots.map(\.display)), "indexed": .texts(indexed.map(\.display)),
      "folders": .array(inner.prefix(limit).map { folder.value(of: ($0, indexed)) }),
      "is_complete": .bool(inner.count <= limit),
    ]
  }

  private static let folder = AnswerFields<(path: FilePath, indexed: [FilePath])>(
    "Folder",
    [
      .init("name", .text) { .string($0.path.lastComponent.display) },
      .init("path", .text) { .string($0.path.display) },
      .init("indexed", .bool, "Whether it lies in what is indexed.") { folder in
        .bool(folder.indexed.contains(where: folder.path.isInside))
      },
    ])

  private var add: Route {
    Route(
      .post, "/api/folders", name: "addFolder", "Indexes a folder from now on, and scans it.",
      access: .scope(.admin),
      content: .json(.object([.init("path", .wholePath)])),
      answers: [.json(JobRoutes.acceptedShape, .accepted)]
    ) { [api] request in
      let named = FilePath(request.content["path"]?.text ?? "")
      let path = try await api.call { library in
        let path = try api.places.admitted(named, at: "path", library)
        _ = try FolderChoice.folders(in: path)
        return path
      }
      return JobRoutes.accepted(try api.jobs.add(.scan([path])))
    }
  }
}
