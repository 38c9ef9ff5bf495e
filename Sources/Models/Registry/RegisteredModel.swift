package import Core
package import Embeddings

/// A model that Semblance knows by name: what it is and where its files are.
package struct RegisteredModel: Hashable, Sendable {
  package struct File: Hashable, Sendable {
    /// Below the repository, and below the model's folder.
    package var name: String
    package var bytes: Int64?
    /// `nil` where nobody whom we can check has published it: it is then kept at the first pull, and
    /// compared from then on.
    package var sha256: String?

    package init(_ name: String, bytes: Int64? = nil, sha256: String? = nil) {
      self.name = name
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  /// What `models pull` takes.
  package var name: String
  /// What its makers call it.
  package var title: String
  /// Numbers a vector.
  package var dimension: Int
  package var image: ImageRecipe
  package var tokenizer: TextRecipe.Tokenizer
  package var licence: String
  /// `OWNER/NAME` on Hugging Face.
  package var repository: String
  /// A commit where one is known, else a branch.
  package var revision: String
  package var files: [File]

  /// Where files are fetched from unless a mirror is named, which has the same paths.
  package static let standardBase = "https://huggingface.co"

  /// Where it comes from, whatever mirror served it.
  package var source: String { Self.standardBase + "/" + repository }

  /// The path of a file below a base.
  package func path(of file: File) -> String {
    "\(repository)/resolve/\(revision)/\(file.name)"
  }

  /// The size of the pictures that it looks at.
  package var pictureSize: (width: Int, height: Int) { (image.width, image.height) }

  package var tokenizerName: String { tokenizer.rawValue }

  /// Bytes of all files whose size is known.
  package var knownBytes: Int64 { files.reduce(0) { $0 + ($1.bytes ?? 0) } }

  package init(
    name: String, title: String, dimension: Int, image: ImageRecipe,
    tokenizer: TextRecipe.Tokenizer, licence: String, repository: String, revision: String,
    files: [File]
  ) {
    self.name = name
    self.title = title
    self.dimension = dimension
    self.image = image
    self.tokenizer = tokenizer
    self.licence = licence
    self.repository = repository
    self.revision = revision
    self.files = files
  }

  package static func named(_ name: String) -> RegisteredModel? { all.first { $0.name == name } }

  /// What a pulled model is not that it should be.
  ///
  /// - Throws: `model.other`.
  package func compare(with folder: ModelFolder) throws(Fault) {
    let size = folder.pictureSize
    let found: [(String, String, String)] = [
      ("the length of vectors", "\(dimension)", folder.image.dimension.map { "\($0)" } ?? "?"),
      (
        "the size of pictures", "\(image.width)×\(image.height)",
        size.map { "\($0.width)×\($0.height)" } ?? "?"
      ),
      (
        "the tokenizer", tokenizer.rawValue,
        folder.text == nil ? "none" : folder.recipe.text?.tokenizer.rawValue ?? "?"
      ),
    ]
    for (what, wanted, seen) in found where wanted != seen {
      throw Fault(
        "model.other", .runtime,
        "the files are no \(title): \(what) is \(seen) instead of \(wanted)",
        remedy: "Its source may have changed: try another mirror.", path: folder.folder)
    }
  }
}
