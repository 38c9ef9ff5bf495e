import CommandKit
import Core
import Engine

/// The models of the shelf, in text or as JSON.
struct ModelList {
  let models: [ListedModel]
  /// The name of the one that the library uses.
  let used: String?
  /// How CLIP-IQA stands with that one.
  let clip: ClipStanding?

  func show(on invocation: Invocation) throws {
    let console = invocation.console
    if invocation[StandardOptions.json] {
      let json = JSONValue.array(models.map(value))
      return try console.write(JSONText.bytes(json, .indented) + [UInt8(ascii: "\n")])
    }
    if models.isEmpty { return }
    var table = Table([
      .init("Model"), .init("Used"), .init("What"), .init("Folder", isFlexible: true),
    ])
    for model in models {
      table.add([
        model.name, model.name == used ? "yes" : "", Self.words(model.kind), model.folder.display,
      ])
    }
    let traits = console.outputTraits
    for line in table.lines(
      width: traits.isInteractive ? traits.width : nil, styles: console.outputStyles)
    { try console.print(line) }
    if let clip { try console.print("CLIP-IQA: \(clip.words)") }
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
      .init("name", .string(model.name)), .init("used", .bool(model.name == used)),
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
}
