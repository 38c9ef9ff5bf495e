import Catalogue
package import Core

extension Library {
  /// Remembers for ever that no two of these files' pictures are duplicates.
  ///
  /// - Returns: how many pairs of pictures that are.
  /// - Throws: a fault when a file is not indexed.
  @discardableResult
  package func rememberNotDuplicates(_ files: [FilePath], note: String? = nil) throws -> Int {
    let pairs = try self.pairs(of: files)
    try writer.transaction { transaction in
      for pair in pairs { try transaction.putNotDuplicates(pair, note: note) }
    }
    return pairs.count
  }

  /// Takes back what ``rememberNotDuplicates(_:note:)`` said.
  ///
  /// - Returns: how many pairs had been remembered.
  @discardableResult
  package func forgetNotDuplicates(_ files: [FilePath]) throws -> Int {
    let pairs = try self.pairs(of: files)
    return try writer.transaction { transaction in
      try pairs.count { try transaction.removeNotDuplicates($0) }
    }
  }

  private func pairs(of files: [FilePath]) throws -> [ImagePair] {
    let reader = reader
    let images = Set(
      try files.map { path in
        guard let image = try reader.file(at: path)?.image else {
          throw Fault(
            "catalogue.unknown-file", .user, "is not indexed",
            remedy: "Run: semblance index", path: path)
        }
        return image
      }
    ).sorted()
    guard images.count > 1 else {
      throw Fault(
        "duplicates.one-picture", .user,
        "these files hold one and the same picture, byte for byte",
        remedy: "Name files of different pictures.")
    }
    return images.indices.flatMap { first in
      images[(first + 1)...].map { ImagePair(images[first], $0) }
    }
  }
}
