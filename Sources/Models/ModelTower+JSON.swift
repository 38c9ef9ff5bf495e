internal import Core
internal import Inference

/// Towers as a manifest keeps them.
extension ModelTower {
  init?(json: JSONValue) {
    guard let side = json["side"]?.text.flatMap(Side.init), let file = json["file"]?.text,
      let input = json["input"].flatMap(TensorPort.init(json:)),
      let output = json["output"].flatMap(TensorPort.init(json:))
    else { return nil }
    self.init(
      side: side, file: FilePath(file), input: input,
      mask: json["mask"].flatMap(TensorPort.init(json:)), output: output)
    if case .array(let items)? = json["others"] {
      others = items.compactMap(TensorPort.init(json:))
      guard others.count == items.count else { return nil }
    }
    logits = json["logits"].flatMap(TensorPort.init(json:))
  }

  var json: JSONValue {
    .object(
      [
        .init("side", .string(side.rawValue)), .init("file", .string(file.display)),
        .init("input", input.json), .init("output", output.json),
      ] + JSONValue.optional("mask", mask?.json)
        + JSONValue.optional("others", others.isEmpty ? nil : .array(others.map(\.json)))
        + JSONValue.optional("logits", logits?.json))
  }
}

extension TensorPort {
  fileprivate init?(json: JSONValue) {
    guard let name = json["name"]?.text, let kind = json["kind"]?.text.flatMap(Kind.init),
      case .array(let shape)? = json["shape"]
    else { return nil }
    self.init(name: name, kind: kind, shape: shape.map(\.int))
  }

  fileprivate var json: JSONValue {
    [
      "name": .string(name), "kind": .string(kind.rawValue),
      "shape": .array(shape.map { $0.map { .integer(Int64($0)) } ?? .null }),
    ]
  }
}
