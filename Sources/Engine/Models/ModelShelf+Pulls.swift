package import Core
package import Models
package import Transfers

extension ModelShelf {
  /// Pulls a model of the registry, or one that somebody serves with the list of its files.
  ///
  /// - Parameters:
  ///   - what: a name of ``Models/RegisteredModel``, or an address.
  ///   - name: what to call it on the shelf.
  ///   - mirror: where the registry's files are fetched from, under the same paths.
  ///   - trustsNew: see ``Models/ModelShelf/pull(_:settings:trustsNew:cancellation:onProgress:check:)``.
  /// - Throws: `model.unregistered` for a name that the registry does not have; what pulling throws.
  package func pull(
    _ what: String, as name: String? = nil, mirror: String? = nil, settings: TransferSettings,
    trustsNew: Bool = false, cancellation: CancellationToken = CancellationToken(),
    onProgress: @escaping (PullProgress) -> Void = { _ in }
  ) throws -> ListedModel {
    if let model = RegisteredModel.named(what) {
      return try pull(
        model, as: name, mirror: mirror, settings: settings, trustsNew: trustsNew,
        cancellation: cancellation, onProgress: onProgress)
    }
    guard what.contains("://") else {
      throw Fault(
        "model.unregistered", .user, "no model is registered as \(what)",
        remedy: "Those that are: \(RegisteredModel.all.map(\.name).joined(separator: ", ")).")
    }
    let wish = try pull(
      listedAt: try TransferAddress(what), as: name, settings: settings,
      cancellation: cancellation)
    return try pull(
      wish, of: nil, settings, trustsNew: trustsNew, cancellation, onProgress: onProgress)
  }

  /// Pulls a model that is described, and compares it with its description.
  ///
  /// - Throws: `inference.missing`, before anything is fetched, when nothing could run it;
  ///   `model.other` when it is not what is described; what pulling throws.
  package func pull(
    _ model: RegisteredModel, as name: String? = nil, mirror: String? = nil,
    settings: TransferSettings, trustsNew: Bool = false,
    cancellation: CancellationToken = CancellationToken(),
    onProgress: @escaping (PullProgress) -> Void = { _ in }
  ) throws -> ListedModel {
    _ = try runtime()
    return try pull(
      try ModelPull(model, as: name, base: mirror), of: model, settings, trustsNew: trustsNew,
      cancellation, onProgress: onProgress)
  }

  private func pull(
    _ wish: ModelPull, of model: RegisteredModel?, _ settings: TransferSettings, trustsNew: Bool,
    _ cancellation: CancellationToken, onProgress: @escaping (PullProgress) -> Void
  ) throws -> ListedModel {
    let place = try pull(
      wish, settings: settings, trustsNew: trustsNew, cancellation: cancellation,
      onProgress: onProgress
    ) { folder in
      guard let export = try Self.checkedExport(at: folder, on: self) else { return ([], nil) }
      try model?.compare(with: export.folder)
      return (export.folder.towers, try export.logitLine())
    }
    return listed(at: place)
  }

  /// The models of the registry that are not on the shelf, by whatever name.
  package func pullable() -> [RegisteredModel] {
    let sources = Set(all().compactMap { (try? ModelManifest(of: $0))?.source })
    return RegisteredModel.all.filter { !sources.contains($0.source) }
  }
}
