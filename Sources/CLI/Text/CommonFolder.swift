import Core

/// The deepest folder that holds a set of files, below which their paths are shown.
struct CommonFolder {
  /// `nil` when they have nothing but the root in common, or when there are none.
  let path: FilePath?

  init(of paths: some Sequence<FilePath>) {
    var common: FilePath?
    for path in paths {
      guard let folder = path.parent else { continue }
      guard var candidate = common else {
        common = folder
        continue
      }
      while !folder.isInside(candidate), let parent = candidate.parent { candidate = parent }
      common = candidate
    }
    path = common?.bytes == [UInt8(ascii: "/")] ? nil : common
  }

  /// A path as short as it can be shown without becoming ambiguous.
  func display(_ file: FilePath) -> String {
    (path.flatMap { file.relative(to: $0) } ?? file).display
  }
}
