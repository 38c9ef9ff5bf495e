package import Core
internal import Files

/// What a model's files were when it was added, in the file `semblance-model.json` beside them.
package struct ModelManifest: Sendable, Hashable {
  package struct File: Sendable, Hashable {
    /// Below the model's folder.
    package var name: String
    package var bytes: Int64
    package var sha256: String
  }

  package var files: [File]
  /// The sides of an embedding model, by paths below its folder: nobody need load the model again to
  /// know them. Empty for models of other kinds.
  var towers: [ModelTower]
  /// What a model's own logits are of cosines, measured when it was added.
  var logits: LogitLine?
  /// The address that it was pulled from; `nil` for a model that was added.
  package var source: String?

  package static let fileName = "semblance-model.json"

  /// - Parameter folder: that of the towers' files, whose paths are kept below it.
  init(files: [File], towers: [ModelTower] = [], below folder: FilePath = "") {
    self.files = files
    self.towers = towers.map { tower in
      var tower = tower
      tower.file = FilePath(bytes: tower.file.bytes.dropFirst(folder.bytes.count + 1))
      return tower
    }
  }

  /// Writes it beside the files. It has reached the disk.
  func write(in folder: FilePath) throws(Fault) {
    try AtomicFile.write(
      JSONText.bytes(json, .indented) + [UInt8(ascii: "\n")],
      to: folder.appending(FilePath(Self.fileName)), durable: true)
  }

  /// - Returns: `nil` for a model that was put there without `add`.
  /// - Throws: `model.damaged` when the manifest cannot be understood.
  package init?(of folder: FilePath) throws(Fault) {
    try self.init(at: folder.appending(FilePath(Self.fileName)))
  }

  /// - Parameter path: the manifest itself.
  init?(at path: FilePath) throws(Fault) {
    guard FolderEntries.isFile(path) else { return nil }
    let bytes = try FileContents(reading: path, limit: 1 << 20).withBytes { Array($0) }
    guard let json = try? JSONValue(parsing: bytes), case .array(let items)? = json["files"] else {
      throw Self.damaged(path)
    }
    files = []
    for item in items {
      guard let name = item["name"]?.text, let size = item["bytes"]?.int,
        let digest = item["sha256"]?.text
      else { throw Self.damaged(path) }
      files.append(File(name: name, bytes: Int64(size), sha256: digest))
    }
    towers = []
    source = json["source"]?.text
    if let line = json["logits"] {
      guard let scale = line["scale"]?.double, let bias = line["bias"]?.double else {
        throw Self.damaged(path)
      }
      logits = LogitLine(scale: Float(scale), bias: Float(bias))
    }
    guard case .array(let items)? = json["towers"] else { return }
    for item in items {
      guard let tower = ModelTower(json: item) else { throw Self.damaged(path) }
      towers.append(tower)
    }
  }

  var json: JSONValue {
    let line: JSONValue? = logits.map {
      ["scale": .number(Double($0.scale)), "bias": .number(Double($0.bias))]
    }
    return .object(
      members + JSONValue.optional("logits", line)
        + JSONValue.optional("source", source.map { .string($0) }))
  }

  private var members: [JSONValue.Member] {
    let rows = files.map { file -> JSONValue in
      ["name": .string(file.name), "bytes": .integer(file.bytes), "sha256": .string(file.sha256)]
    }
    return [.init("files", .array(rows)), .init("towers", .array(towers.map(\.json)))]
  }

  /// The files that are gone or are not what they were. Reads all of them.
  package func changed(in folder: FilePath) -> [String] {
    files.filter { file in
      let digest = try? ContentDigest.sha256(ofFile: folder.appending(FilePath(file.name)))
      return digest?.hex != file.sha256
    }.map(\.name)
  }

  private static func damaged(_ path: FilePath) -> Fault {
    Fault(
      "model.damaged", .user, "the list of the model's files cannot be understood",
      remedy: "Remove the model's folder and add it again.", path: path)
  }
}
