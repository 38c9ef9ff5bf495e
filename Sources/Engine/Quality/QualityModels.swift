package import Core
package import Quality

/// The published models of BRISQUE and NIQE, which are not part of Semblance, where somebody has put
/// them into a model folder:
///
/// ```
/// <folder>/brisque-live/  allmodel allrange
/// <folder>/niqe-live/     niqe_mu.csv niqe_cov.csv
/// ```
package enum QualityModels {
  package static let brisque = "brisque-live"
  package static let naturalness = "niqe-live"

  /// An assessor with the models that the first folder holding each of them has.
  ///
  /// - Throws: a fault when a model is there and damaged.
  package static func assessor(folders: [FilePath]) throws(Fault) -> QualityAssessor {
    var assessor = QualityAssessor()
    if let folder = place(of: brisque, with: "allmodel", in: folders) {
      assessor.brisque = (try BrisqueModel(folder: folder), brisque)
    }
    if let folder = place(of: naturalness, with: "niqe_mu.csv", in: folders) {
      assessor.naturalness = (try NaturalnessModel(folder: folder), naturalness)
    }
    return assessor
  }

  static func holdsBrisque(_ folder: FilePath) -> Bool { holds("allmodel", folder) }

  static func holdsNaturalness(_ folder: FilePath) -> Bool { holds("niqe_mu.csv", folder) }

  private static func holds(_ file: String, _ folder: FilePath) -> Bool {
    (try? folder.appending(FilePath(file)).resolved()) != nil
  }

  private static func place(
    of model: String, with file: String, in folders: [FilePath]
  ) -> FilePath? {
    folders.lazy.map { $0.appending(FilePath(model)) }
      .first { holds(file, $0) }
  }
}

extension Library {
  /// An assessor with the models found in `folders`, then in the library's own folder `models`.
  ///
  /// - Throws: a fault when a model is there and damaged.
  package func qualityAssessor(modelFolders folders: [FilePath]) throws(Fault) -> QualityAssessor {
    try QualityModels.assessor(folders: folders + [folder.appending("models")])
  }
}
