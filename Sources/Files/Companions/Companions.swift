package import Core

/// The files that belong to a picture and travel with it: sidecars of the same stem
/// (`IMG.xmp`, `IMG.yaml`, `IMG.cropped`), sidecars of the whole name (`IMG.jpg.xmp`), a live
/// photo's film, and the other half of a RAW + JPEG pair.
///
/// Only names are looked at, so nothing here can fail. Stems are compared without regard to case,
/// and to how accents are composed where they are UTF-8.
///
/// Who owns a file:
/// - a sidecar named after a picture's whole name belongs to that picture alone;
/// - any other file that is no picture belongs to every picture of its stem: two share it;
/// - a RAW file belongs to every finished picture (JPEG, HEIF, …) of its stem;
/// - a finished picture belongs to the RAW file of its stem when it is the only one: of two, such as
///   `IMG.jpg` and `IMG.png`, each stands for itself and may well be the other's duplicate.
package enum Companions {
  /// Everything that belongs to a picture, alone or shared with others, in the order given.
  ///
  /// - Parameters:
  ///   - siblings: the files of its folder, as paths or bare names in the same form as `picture`;
  ///     the picture itself may be among them.
  /// - Complexity: linear in the number of siblings.
  package static func of(_ picture: FilePath, among siblings: [FilePath]) -> [FilePath] {
    let folder = CompanionNames(siblings + (siblings.contains(picture) ? [] : [picture]))
    return closure(of: [picture], among: siblings) { file, reached in
      folder.owners(of: file).contains(where: reached.contains)
    }
  }

  /// What has to move when pictures move: the files of which every owner moves. A sidecar that a
  /// picture left behind needs too stays with that picture.
  ///
  /// - Parameters:
  ///   - pictures: the pictures that move, all of one folder.
  ///   - siblings: the files of that folder, those pictures included.
  /// - Returns: companions in the order given, none of them one of `pictures`.
  /// - Complexity: linear in the number of siblings.
  package static func travelling(
    with pictures: [FilePath], among siblings: [FilePath]
  ) -> [FilePath] {
    let folder = CompanionNames(siblings)
    return closure(of: pictures, among: siblings) { file, moving in
      let owners = folder.owners(of: file)
      return !owners.isEmpty && owners.allSatisfy(moving.contains)
    }
  }

  /// The files that belong to some pictures, to pictures among those files (the RAW of a JPEG brings
  /// its own sidecars), and so on; one round more than pictures pull in other pictures.
  private static func closure(
    of pictures: [FilePath], among siblings: [FilePath],
    belongs: (FilePath, Set<FilePath>) -> Bool
  ) -> [FilePath] {
    let given = Set(pictures)
    var reached = given
    var count = 0
    while reached.count > count {
      count = reached.count
      for file in siblings where !reached.contains(file) && belongs(file, reached) {
        reached.insert(file)
      }
    }
    return siblings.filter { reached.contains($0) && !given.contains($0) }
  }

  /// The pictures that a file belongs to; empty for a file that belongs to none.
  package static func owners(of file: FilePath, among siblings: [FilePath]) -> [FilePath] {
    CompanionNames(siblings + (siblings.contains(file) ? [] : [file])).owners(of: file)
  }
}
