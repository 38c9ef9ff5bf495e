import Core
import Files

/// Who travels with whom in one folder, by the rules of ``CompanionNames``, in both directions.
struct FolderCompanions {
  private var ownersOf: [FilePath: [FilePath]] = [:]
  private var belongingTo: [FilePath: [FilePath]] = [:]

  /// Sorts out the files of one folder. Linear in their number.
  init(_ files: [FilePath]) {
    let names = CompanionNames(files)
    for file in files {
      let owners = names.owners(of: file)
      if owners.isEmpty { continue }
      ownersOf[file] = owners
      for owner in owners { belongingTo[owner, default: []].append(file) }
    }
  }

  /// The files that belong to a picture, alone or with others, in the order given.
  func belonging(to picture: FilePath) -> [FilePath] { belongingTo[picture] ?? [] }

  /// The pictures that a file belongs to; empty for one that belongs to none.
  func owners(of file: FilePath) -> [FilePath] { ownersOf[file] ?? [] }

  /// How many bytes of a file's name are the stem that it shares with its picture: 3 of `IMG.jpg`,
  /// `img.xmp` and `IMG.jpg.xmp`.
  func stemLength(of file: FilePath) -> Int {
    let stem = file.stem
    let isWholeName = owners(of: file).contains { Self.isSame($0.lastComponent, stem) }
    return isWholeName ? stem.stem.bytes.count : stem.bytes.count
  }

  /// Whether two names differ in nothing but case and the composition of accents.
  private static func isSame(_ one: FilePath, _ other: FilePath) -> Bool {
    if let left = String(validating: one.bytes, as: UTF8.self),
      let right = String(validating: other.bytes, as: UTF8.self)
    {
      return left.lowercased() == right.lowercased()
    }
    // Bytes that are no text: case is told in ASCII only.
    return one.bytes.elementsEqual(other.bytes) { left, right in
      left == right || (left ^ right == 0x20 && (0x61...0x7A).contains(left | 0x20))
    }
  }
}
