package import Core

extension ValueType where Value == FilePath {
  /// A path to a file; its bytes are kept as they are, and it need not exist.
  package static var file: ValueType<FilePath> { path("FILE", .file) }

  /// A path to a folder; its bytes are kept as they are, and it need not exist.
  package static var folder: ValueType<FilePath> { path("FOLDER", .folder) }

  /// A path to a file or a folder.
  package static var path: ValueType<FilePath> { path("PATH", .file) }

  private static func path(
    _ placeholder: String, _ completion: CompletionHint
  ) -> ValueType<FilePath> {
    ValueType(placeholder: placeholder, completion: completion, show: \.display) {
      (word) throws(ValueProblem) in
      guard !word.bytes.isEmpty else { throw ValueProblem("a path") }
      return FilePath(bytes: word.bytes)
    }
  }
}
