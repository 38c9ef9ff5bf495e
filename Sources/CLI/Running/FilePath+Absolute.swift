import Core
import Engine

extension FilePath {
  /// The path from the root, links resolved as far as it leads to something that is there; it need
  /// not be there yet.
  ///
  /// - Throws: a fault when the working folder is gone.
  func absolute() throws -> FilePath {
    let isWhole = bytes.first == UInt8(ascii: "/")
    var there = isWhole ? self : try FilePath(".").resolved().appending(self)
    var missing: [FilePath] = []
    while let parent = there.parent, (try? there.resolved()) == nil {
      missing.append(there.lastComponent)
      there = parent
    }
    return missing.reversed().reduce((try? there.resolved()) ?? there) { path, name in
      name == "." ? path : name == ".." ? path.parent ?? "/" : path.appending(name)
    }
  }
}
