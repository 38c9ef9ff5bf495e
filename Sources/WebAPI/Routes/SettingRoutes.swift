internal import Core
internal import Engine
internal import HTTPKit

/// A person's settings, the models that can be used, and what the library holds in numbers.
struct SettingRoutes {
  let api: API

  var all: [Route] { [settings, change, models, statistics] }

  // MARK: Settings

  private static let shape: JSONShape = .named(
    "Settings",
    .object([
      .init("library", .text, "The library's folder."),
      .init("embedding_model", .nullable(.text), "The model that searches use."),
      .init("reference_folders", .list(.text), "Folders from which nothing is moved."),
      .init(
        "companions", .list(.text),
        "Endings of files that travel with a picture, as _mask.png; with !, those that stay."),
      .init("roots", .list(.text), "Where this server may look into and index."),
    ]))

  private static func value(_ library: Library, _ places: AdmittedPlaces) throws -> JSONValue {
    [
      "library": .string(library.folder.display),
      "embedding_model": .known(try library.modelName()),
      "reference_folders": .texts(try library.references().map(\.display)),
      "companions": .texts(try library.companionRules().words),
      "roots": .texts(places.roots.map(\.display)),
    ]
  }

  private var settings: Route {
    Route(
      .get, "/api/settings", name: "settings", "What is set.",
      access: .scope(.admin), answers: [.json(Self.shape)]
    ) { [api] _ in
      let places = api.places
      return .json(JSONText.bytes(try await api.call { try Self.value($0, places) }))
    }
  }

  private var change: Route {
    Route(
      .patch, "/api/settings", name: "changeSettings", "Changes what is named; the rest stays.",
      access: .scope(.admin),
      content: .json(
        .object([
          .init("embedding_model", .nullable(.text(1...200)), required: false, "null for none."),
          .init(
            "reference_folders", .list(.wholePath, 0...1_000), required: false,
            "All of them."),
          .init("companions", .list(.companionEnding, 0...100), required: false, "All of them."),
        ])), answers: [.json(Self.shape)]
    ) { [api] request in
      let wish = request.content
      let (places, shelf) = (api.places, api.models.shelf)
      let isFree = api.objectPrefix == nil
      let answer = try await api.decode { library in
        if case .array(let elements)? = wish["reference_folders"] {
          try Self.setReferences(elements.map { FilePath($0.text ?? "") }, places, library)
        }
        if case .array(let elements)? = wish["companions"] {
          try library.setCompanionRules(CompanionRules(elements.map { $0.text ?? "" }))
        }
        if let model = wish["embedding_model"] {
          guard isFree else {
            throw HTTPProblem(
              .forbidden, type: "model",
              detail: "Whoever runs this server chooses the model for all of its users.")
          }
          guard let shelf else { throw HTTPProblem.field("embedding_model", "there are no models") }
          try library.useModel(model.text, from: shelf)
        }
        return try Self.value(library, places)
      }
      return .json(JSONText.bytes(answer))
    }
  }

  private static func setReferences(
    _ folders: [FilePath], _ places: AdmittedPlaces, _ library: Library
  ) throws {
    let known = try library.references()
    let wanted = try folders.enumerated().map { position, folder in
      // One that is set already may be on a disk that is not connected now.
      known.contains(folder)
        ? folder : try places.admitted(folder, at: "reference_folders[\(position)]", library)
    }
    for folder in known where !wanted.contains(folder) { try library.removeReference(folder) }
    for folder in wanted where !known.contains(folder) { try library.addReference(folder) }
  }

  // MARK: Models

  private var models: Route {
    Route(
      .get, "/api/models", name: "models", "The models that can be used.",
      answers: [
        .json(.named("Models", .object([.init("models", .list(Self.model.shape))])))
      ]
    ) { [api] _ in
      let shelf = api.models.shelf
      let models = try await api.decode { library in
        let used = try library.modelName()
        return (shelf?.listed() ?? []).map { Self.model.value(of: ($0, used)) }
      }
      return .json(JSONText.bytes(["models": .array(models)]))
    }
  }

  private static let model = AnswerFields<(model: ListedModel, used: String?)>(
    "Model",
    [
      .init("name", .text) { .string($0.model.name) },
      .init("kind", .choice(["embedding", "brisque", "niqe", "unusable"])) { listed in
        switch listed.model.kind {
        case .embedding: "embedding"
        case .brisque: "brisque"
        case .naturalness: "niqe"
        case .unusable: "unusable"
        }
      },
      .init("used", .bool, "Whether searches use it.") { .bool($0.model.name == $0.used) },
      .init("texts", .bool, "Whether it reads texts.") { listed in
        if case .embedding(let export) = listed.model.kind {
          .bool(export.text != nil)
        } else {
          false
        }
      },
      .init("dimension", .nullable(.count), "Numbers of its vectors.") { listed in
        if case .embedding(let export) = listed.model.kind {
          .known(export.image.dimension)
        } else {
          .null
        }
      },
      .init("path", .text) { .string($0.model.folder.display) },
      .init("error", .nullable(.text), "Why it cannot be used.") { listed in
        if case .unusable(let fault) = listed.model.kind { .string(fault.message) } else { .null }
      },
    ])

  // MARK: Statistics

  private var statistics: Route {
    Route(
      .get, "/api/statistics", name: "statistics", "What the library holds, in numbers.",
      answers: [.json(Self.numbers)]
    ) { [api] _ in
      let answer = try await api.call { library -> JSONValue in
        let numbers = try library.reader.statistics()
        let groups = try library.duplicateTotals(GroupSelection())
        func totals(_ name: String, _ totals: FileTotals) -> JSONValue.Member {
          .init(name, ["count": .count(totals.count), "bytes": .integer(totals.bytes)])
        }
        return [
          "images": .count(numbers.imageCount),
          "bytes": .integer(numbers.files[.present]?.bytes ?? 0),
          "files": .object(
            FileState.allCases.map {
              totals($0.rawValue, numbers.files[$0] ?? FileTotals(count: 0, bytes: 0))
            }),
          "formats": .object(
            numbers.images.sorted { $0.value.count > $1.value.count }
              .map { totals($0.key.rawValue, $0.value) }),
          "failures": .object(
            numbers.failures.sorted { $0.key < $1.key }.map { .init($0.key, .count($0.value)) }),
          "duplicate_groups": .count(groups.groupCount),
          "duplicate_copies": .count(groups.copyCount),
          "reclaimable_bytes": .integer(groups.reclaimableBytes),
          "last_indexed": .known(numbers.lastIndexed?.rfc3339),
        ]
      }
      return .json(JSONText.bytes(answer))
    }
  }

  private static let totals: JSONShape = .object([.init("count", .count), .init("bytes", .count)])

  private static let numbers: JSONShape = .named(
    "Statistics",
    .object([
      .init("images", .count, "Distinct contents of present files."),
      .init("bytes", .count, "Of present files."),
      .init("files", .object(FileState.allCases.map { .init($0.rawValue, totals) })),
      .init("formats", .map(totals), "The most frequent first."),
      .init("failures", .map(.count), "Files that could not be read, by reason."),
      .init("duplicate_groups", .count), .init("duplicate_copies", .count),
      .init("reclaimable_bytes", .count), .init("last_indexed", .nullable(.text)),
    ]))
}
