import Core
import Files

/// Finds free names for the files of a unit by one suffix for all, so that their stems still match:
/// `IMG.jpg` and `IMG.jpg.xmp` become `IMG (2).jpg` and `IMG (2).jpg.xmp`.
struct NameClash {
  /// A name with the place where the suffix goes.
  struct Name {
    let folder: FilePath
    let name: FilePath
    let stemLength: Int
  }

  /// What names of one stem have in common, whatever their case.
  private struct Stem: Hashable {
    let folder: FilePath
    let name: NameKey
  }

  /// Paths that are spoken for though nothing may be there yet.
  private(set) var reserved: Set<FilePath> = []
  /// Whether no two units of a folder may have one stem: the sidecars of one would pass for those of
  /// the other. Files that come from one folder each to the same place in another need no such care.
  private let keepsStemsApart: Bool
  private var stems: Set<Stem> = []

  init(keepsStemsApart: Bool = false) { self.keepsStemsApart = keepsStemsApart }

  /// The paths for the names, all free at this moment, and reserved from now on.
  ///
  /// - Throws: a `Fault` when no number up to 9,999 is free, or a folder cannot be looked into.
  mutating func resolve(_ names: [Name]) throws(Fault) -> [FilePath] {
    for number in 1..<10_000 {
      let paths = names.map { Self.path($0, number: number) }
      guard Set(paths).count == paths.count, try isFree(paths) else { continue }
      if keepsStemsApart {
        let own = Set(names.map { Self.stem($0, number: number) })
        guard stems.isDisjoint(with: own) else { continue }
        stems.formUnion(own)
      }
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
    let bytes = name.name.bytes
    return name.folder.appending(
      FilePath(bytes: bytes[..<name.stemLength] + suffix(number) + bytes[name.stemLength...]))
  }

  private static func stem(_ name: Name, number: Int) -> Stem {
    let bytes = name.name.bytes[..<name.stemLength] + suffix(number)
    return Stem(folder: name.folder, name: NameKey(FilePath(bytes: bytes)))
  }

  private static func suffix(_ number: Int) -> [UInt8] {
    number > 1 ? Array(" (\(number))".utf8) : []
  }
}
