import CommandKit
import Core
import Engine

/// The models of the shelf, in text or as JSON.
struct ModelList {
  let models: [ListedModel]
  /// Those of the registry that are not there.
  let pullable: [RegisteredModel]
  /// The name of the one that the library uses.
  let used: String?
  /// How CLIP-IQA stands with that one.
  let clip: ClipStanding?

  func show(on invocation: Invocation) throws {
    let console = invocation.console
    if invocation[StandardOptions.json] {
      let json = JSONValue.array(models.map(value) + pullable.map(value))
      return try console.write(JSONText.bytes(json, .indented) + [UInt8(ascii: "\n")])
    }
    if !models.isEmpty { try showInstalled(on: invocation) }
    if pullable.isEmpty { return }
    if !models.isEmpty { try console.print() }
    try console.print("Fetched by name with semblance models pull NAME:")
    var table = Table([
      .init("Name"), .init("Model"), .init("Pictures"), .init("Vectors", .trailing),
      .init("Download", .trailing), .init("Licence", isFlexible: true),
    ])
    for model in pullable {
      let isWhole = model.files.allSatisfy { $0.bytes != nil || $0.name.hasSuffix(".json") }
      table.add([
        model.name, model.title, "\(model.pictureSize.width)×\(model.pictureSize.height)",
        CountText.text(model.dimension), isWhole ? ByteCount.text(model.knownBytes) : "",
        model.licence,
      ])
    }
    try show(table, on: console)
  }

  private func showInstalled(on invocation: Invocation) throws {
    let console = invocation.console
    var table = Table([
      .init("Model"), .init("Used"), .init("What"), .init("Folder", isFlexible: true),
    ])
    for model in models {
      table.add([
        model.name, model.name == used ? "yes" : "", Self.words(model.kind), model.folder.display,
      ])
    }
    try show(table, on: console)
    if let clip { try console.print("CLIP-IQA: \(clip.words)") }
  }

  private func show(_ table: Table, on console: Console) throws {
    let traits = console.outputTraits
    for line in table.lines(
      width: traits.isInteractive ? traits.width : nil, styles: console.outputStyles)
    { try console.print(line) }
  }

  private static func words(_ kind: ListedModel.Kind) -> String {
    switch kind {
    case .embedding(let export):
      let side = export.pictureSize.map { "\($0.width)×\($0.height), " } ?? ""
      let length = export.image.dimension.map { "\($0) numbers" } ?? "vectors"
      return (export.text == nil ? "pictures, " : "pictures and texts, ") + side + length
    case .brisque: return "quality: BRISQUE"
    case .naturalness: return "quality: NIQE"
    case .unusable(let fault): return "cannot be used: \(fault.message)"
    }
  }

  private func value(_ model: ListedModel) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("name", .string(model.name)), .init("installed", true),
      .init("used", .bool(model.name == used)),
    ]
    members += JSONValue.path(model.folder)
    switch model.kind {
    case .embedding(let export):
      members += [
        .init("kind", "embedding"), .init("texts", .bool(export.text != nil)),
        .init("dimension", export.image.dimension.map { .integer(Int64($0)) } ?? .null),
        .init("clip_iqa", model.name == used ? clip.map { .string($0.words) } ?? .null : .null),
      ]
    case .brisque: members.append(.init("kind", "brisque"))
    case .naturalness: members.append(.init("kind", "niqe"))
    case .unusable(let fault):
      members += [.init("kind", .null), .init("fault", .fault(fault))]
    }
    return .object(members)
  }
  private func value(_ model: RegisteredModel) -> JSONValue {
    [
      "name": .string(model.name), "installed": false, "used": false, "kind": "embedding",
      "title": .string(model.title), "dimension": .integer(Int64(model.dimension)),
      "width": .integer(Int64(model.pictureSize.width)),
      "height": .integer(Int64(model.pictureSize.height)),
      "tokenizer": .string(model.tokenizerName), "licence": .string(model.licence),
      "source": .string(model.source),
      "revision": .string(model.revision),
      "files": .array(
        model.files.map { file in
          [
            "name": .string(file.name),
            "bytes": file.bytes.map { .integer($0) } ?? .null,
            "sha256": file.sha256.map { .string($0) } ?? .null,
          ]
        }),
    ]
  }
}
