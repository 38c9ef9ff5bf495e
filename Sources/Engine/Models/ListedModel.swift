package import Core
import Inference
package import Models
import Quality

/// A model of the shelf, and what it can be used for.
package struct ListedModel: Sendable {
  package enum Kind: Sendable {
    /// Makes vectors of pictures, and perhaps of texts.
    case embedding(ModelFolder)
    /// The published parameters of BRISQUE.
    case brisque
    /// The published parameters of NIQE.
    case naturalness
    case unusable(Fault)
  }

  package var name: String
  package var folder: FilePath
  package var kind: Kind
}

extension ModelShelf {
  /// Everything on the shelf, by name. Loads each model once to see what it takes and gives.
  package func listed() -> [ListedModel] { all().map { listed(at: $0) } }

  func listed(at folder: FilePath) -> ListedModel {
    let name = folder.lastComponent.display
    do {
      return ListedModel(name: name, folder: folder, kind: try kind(of: folder))
    } catch {
      let fault =
        error as? Fault
        ?? Fault("model.folder", .user, "the model cannot be used", underlying: "\(error)")
      return ListedModel(name: name, folder: folder, kind: .unusable(fault))
    }
  }

  private func kind(of folder: FilePath) throws -> ListedModel.Kind {
    if QualityModels.holdsBrisque(folder) {
      _ = try BrisqueModel(folder: folder)
      return .brisque
    }
    if QualityModels.holdsNaturalness(folder) {
      _ = try NaturalnessModel(folder: folder)
      return .naturalness
    }
    return .embedding(try ModelFolder(at: folder, runtime: try runtime()))
  }

  /// Copies the models of a folder to the shelf: the ONNX export of an embedding model, or the
  /// published parameters of BRISQUE and NIQE, which go to folders of their own under fixed names.
  ///
  /// - Parameters:
  ///   - name: of an embedding model; by default that of the folder, with the variant where one is
  ///     given.
  ///   - variant: of an embedding model; see ``ModelFolder/init(at:variant:runtime:)``.
  /// - Throws: `model.folder` when nothing there is a model, `model.exists`, and faults of the file
  ///   system; nothing is added then but what was added before.
  package func install(
    from source: FilePath, name: String? = nil, variant: ModelVariant? = nil
  ) throws -> [ListedModel] {
    var added: [ListedModel] = []
    if QualityModels.holdsBrisque(source) {
      let place = try add(
        source, as: QualityModels.brisque, files: ["allmodel", "allrange", "readme.txt"]
      ) { copy in
        _ = try BrisqueModel(folder: copy)
        return ([], nil)
      }
      added.append(ListedModel(name: QualityModels.brisque, folder: place, kind: .brisque))
    }
    if QualityModels.holdsNaturalness(source) {
      let place = try add(
        source, as: QualityModels.naturalness, files: ["niqe_mu.csv", "niqe_cov.csv", "readme.txt"]
      ) { copy in
        _ = try NaturalnessModel(folder: copy)
        return ([], nil)
      }
      added.append(ListedModel(name: QualityModels.naturalness, folder: place, kind: .naturalness))
    }
    if !added.isEmpty { return added }
    let runtime = try runtime()
    let title = source.lastComponent.display
    let name = name ?? variant.map { "\(title)-\($0.name)" } ?? title
    let wanted = try ModelFolder(at: source, variant: variant, runtime: runtime).wantedFiles()
    let place = try add(source, as: name, files: wanted) { copy in
      let export = try ModelFolder(at: copy, variant: variant, runtime: runtime)
      let model = try EmbeddingModel(export, runtime: runtime)
      try Self.tried(model)
      return (export.towers, try model.logitLine())
    }
    return [listed(at: place)]
  }

  /// What is wrong with a model: files that changed since it was added, or a model that does not run.
  ///
  /// - Returns: sentences; none when all is well.
  /// - Throws: `model.unknown` when there is no such model.
  package func problems(of name: String) throws -> [String] {
    let folder = try place(of: name)
    var problems: [String] = []
    do {
      let changed = try ModelManifest(of: folder)?.changed(in: folder) ?? []
      problems += changed.map { "\($0) is not what was added" }
      let model = listed(at: folder)
      switch model.kind {
      case .brisque, .naturalness: break
      case .unusable(let fault): problems.append(fault.message)
      case .embedding(let export):
        try Self.tried(try EmbeddingModel(export, runtime: try runtime()))
      }
    } catch {
      problems.append((error as? Fault)?.message ?? "\(error)")
    }
    return problems
  }

  /// The embedding model of a folder, after it has read a picture and a text; `nil` for the parameters
  /// of BRISQUE or NIQE.
  ///
  /// - Throws: `model.folder` and others when it is no model or does not work.
  static func checkedExport(at folder: FilePath, on shelf: ModelShelf) throws -> EmbeddingModel? {
    guard case .embedding(let export) = try shelf.kind(of: folder) else { return nil }
    let model = try EmbeddingModel(export, runtime: try shelf.runtime())
    try tried(model)
    return model
  }

  /// Lets a model read a picture and a text.
  private static func tried(_ model: EmbeddingModel) throws {
    let side = model.side
    let samples = (0..<(side * side * 3)).map { UInt8(truncatingIfNeeded: $0 / 3 % side) }
    var vectors = try model.vectors(
      of: [RGBImage(width: side, height: side, samples: samples)])
    if model.knowsTexts { vectors += try model.vectors(of: ["a photo"]) }
    for vector in vectors {
      guard vector.allSatisfy(\.isFinite), vector.contains(where: { $0 != 0 }) else {
        throw Fault(
          "model.vectors", .user, "the model gives vectors that are zero or not numbers",
          remedy: "Export it again.", path: model.folder.folder)
      }
    }
  }
}
