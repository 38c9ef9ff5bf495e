package import Core
package import Inference

/// Where models lie, and the runtime that they need: the folders that `SEMBLANCE_MODELS` names, the
/// library's own, then `semblance/models` in the data folder. A model is a folder there, called by
/// its name.
package struct ModelShelf: Sendable {
  package let folders: [FilePath]
  /// Where `add` puts models; `nil` where the platform has no data folder.
  package let home: FilePath?
  /// What models run on; `nil` for the best that the runtime has.
  package var device: InferenceDevice?
  /// Pictures a call, where nothing else is said and the export allows it.
  package var batch = 8
  private let runtimes: RuntimeSearch

  /// - Parameters:
  ///   - environment: `SEMBLANCE_MODELS` (folders, colons between), `SEMBLANCE_ORT`,
  ///     `XDG_DATA_HOME`, `HOME`.
  ///   - library: a folder whose `models` are seen as well.
  package init(environment: [String: String], library: FilePath? = nil) {
    let named = (environment["SEMBLANCE_MODELS"] ?? "").split(separator: ":")
      .map { FilePath(String($0)) }
    let data = DataFolder.standard(environment: environment)?.appending("models")
    let own = library.map { $0.appending("models") }
    home = named.first ?? data
    // Without --library both of the latter are one folder.
    folders = named + [own, own == data ? nil : data].compactMap(\.self)
    runtimes = RuntimeSearch(environment: environment)
  }

  /// The runtime of the shelf's models.
  ///
  /// - Throws: `inference.missing` when there is none.
  package func runtime() throws(Fault) -> InferenceRuntime { try runtimes.load() }

  /// The folders of all models that can be seen, by name; of two of one name the first.
  package func all() -> [FilePath] {
    var found: [String: FilePath] = [:]
    for folder in folders {
      for name in (try? FolderEntries.names(in: folder)) ?? [] {
        let place = folder.appending(name)
        let key = name.display
        if !key.hasPrefix("."), found[key] == nil, FolderEntries.isFolder(place) {
          found[key] = place
        }
      }
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The folder of a model.
  ///
  /// - Throws: `model.unknown` when there is none of that name.
  package func place(of name: String) throws(Fault) -> FilePath {
    if let folder = all().first(where: { $0.lastComponent.display == name }) { return folder }
    let places = folders.map(\.display).joined(separator: " or ")
    throw Fault(
      "model.unknown", .user, "there is no model called \(name) in \(places)",
      remedy: "Add it with: semblance models add FOLDER")
  }

  /// Loads a model.
  ///
  /// - Throws: `model.unknown`, `model.folder`; faults of the runtime.
  package func open(_ name: String, batch: Int? = nil) throws(Fault) -> EmbeddingModel {
    let place = try place(of: name)
    let runtime = try runtime()
    return try EmbeddingModel(
      try ModelFolder(at: place, runtime: runtime), runtime: runtime, device: device,
      batch: batch ?? self.batch)
  }
}
