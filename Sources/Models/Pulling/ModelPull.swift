package import Core
package import Transfers

/// What is to be pulled: a model's name on the shelf, and its files with their addresses.
package struct ModelPull: Sendable {
  package struct File: Sendable {
    /// Below the model's folder.
    package var name: String
    package var address: TransferAddress
    package var bytes: Int64?
    /// What it must be, whoever serves it.
    package var digest: SHA256Digest?
    /// The name under which its digest is remembered, the same for every mirror.
    package var identity: String
  }

  package var name: String
  package var files: [File]
  /// Kept in the model's list of files.
  package var source: String

  /// A model of the registry.
  ///
  /// - Parameter base: a mirror's address; by default that of the registry.
  /// - Throws: `transfer.address`.
  package init(_ model: RegisteredModel, as name: String? = nil, base: String? = nil) throws(Fault)
  {
    let base = try TransferAddress(base ?? RegisteredModel.standardBase)
    var files: [File] = []
    for file in model.files {
      files.append(
        File(
          name: file.name, address: try base.appending(model.path(of: file)), bytes: file.bytes,
          digest: file.sha256.flatMap(SHA256Digest.init(hex:)),
          identity: RegisteredModel.standardBase + "/" + model.path(of: file)))
    }
    self.files = files
    self.name = name ?? model.name
    source = model.source
  }

  /// A model that somebody serves as it lies on a shelf, with the list of its files.
  ///
  /// - Parameters:
  ///   - folder: the address of the model's folder.
  ///   - manifest: its list, `semblance-model.json`.
  /// - Throws: `model.list` when the list names files that are none of a model, `transfer.address`.
  init(
    from folder: TransferAddress, _ manifest: ModelManifest, as name: String?
  ) throws(Fault) {
    var files: [File] = []
    for file in manifest.files {
      guard Self.isFine(file.name), let digest = SHA256Digest(hex: file.sha256), file.bytes >= 0
      else {
        throw Fault(
          "model.list", .runtime, "the model's list of files names something that is no file of it",
          remedy: "Do not trust it: \(folder.text)", underlying: file.name)
      }
      let address = try folder.appending(file.name)
      files.append(
        File(
          name: file.name, address: address, bytes: file.bytes, digest: digest,
          identity: address.text))
    }
    guard !files.isEmpty else {
      throw Fault("model.list", .runtime, "the model's list names no files: \(folder.text)")
    }
    self.files = files
    let path = folder.text.prefix { $0 != "?" }
    self.name = name ?? path.split(separator: "/").last.map { String($0) } ?? folder.host
    source = folder.text
  }

  /// Whether a name stays in the model's folder, or in a folder in it, and hides nothing.
  static func isFine(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return (1...2).contains(parts.count) && name != ModelManifest.fileName
      && parts.allSatisfy { part in
        !part.isEmpty && !part.hasPrefix(".") && part.utf8.count <= 200
          && !part.utf8.contains { $0 < 32 || $0 == UInt8(ascii: "\\") }
      }
  }
}

/// How far a pull is.
package struct PullProgress: Hashable, Sendable {
  /// The file that is being fetched.
  package var file: String
  /// Bytes of all files so far.
  package var done: Int64
  /// Of all files, as far as known.
  package var total: Int64
}
