import Core

/// Finds free names for the files of a unit by one suffix for all, so that their stems still match:
/// `IMG.jpg` and `IMG.jpg.xmp` become `IMG (2).jpg` and `IMG (2).jpg.xmp`.
struct NameClash {
  /// A name with the place where the suffix goes.
  struct Name {
    let folder: FilePath
    let name: FilePath
    let stemLength: Int
  }

  /// Paths that are spoken for though nothing may be there yet.
  private(set) var reserved: Set<FilePath> = []

  /// The paths for the names, all free at this moment, and reserved from now on.
  ///
  /// - Throws: a `Fault` when no number up to 9,999 is free, or a folder cannot be looked into.
  mutating func resolve(_ names: [Name]) throws(Fault) -> [FilePath] {
    for number in 1..<10_000 {
      let paths = names.map { Self.path($0, number: number) }
      guard Set(paths).count == paths.count, try isFree(paths) else { continue }
      reserved.formUnion(paths)
      return paths
    }
    throw Fault(
      "review.name-clash", .user, "every name for it is taken where it should go",
      remedy: "Choose another folder to stage to.", path: names.first?.name)
  }

  private func isFree(_ paths: [FilePath]) throws(Fault) -> Bool {
    for path in paths {
      if reserved.contains(path) { return false }
      if try FileEntry.exists(path) { return false }
    }
    return true
  }

  private static func path(_ name: Name, number: Int) -> FilePath {
    guard number > 1 else { return name.folder.appending(name.name) }
    let bytes = name.name.bytes
    let suffix = Array(" (\(number))".utf8)
    return name.folder.appending(
      FilePath(bytes: bytes[..<name.stemLength] + suffix + bytes[name.stemLength...]))
  }
}
