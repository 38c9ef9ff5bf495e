import Core
import Files

/// Who travels with whom in one folder, by the rules of ``CompanionNames``, in both directions.
struct FolderCompanions {
  private var ownersOf: [FilePath: [FilePath]] = [:]
  private var belongingTo: [FilePath: [FilePath]] = [:]

  private let names: CompanionNames

  /// Sorts out the files of one folder. Linear in their number.
  init(_ files: [FilePath], rules: CompanionRules) {
    names = CompanionNames(files, rules: rules)
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

  /// How many bytes of a file's name are the stem that it shares with its pictures.
  func stemLength(of file: FilePath) -> Int { names.stemLength(of: file) }
}
