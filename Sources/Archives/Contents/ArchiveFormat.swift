package import Core

/// How files are packed together.
package enum ArchiveFormat: String, Hashable, Sendable, CaseIterable {
  case zip
  case sevenZip = "7z"
  /// Both its generations.
  case rar
  /// Plain or compressed as a whole.
  case tar

  /// Lower-case extensions of files that are looked into, 3D projects in zip (3MF) among them.
  package static let extensions: Set<String> = [
    "zip", "7z", "rar", "tar", "tgz", "tbz", "tbz2", "txz", "tzst", "gz", "bz2", "xz", "zst", "cbz",
    "cbr", "cb7", "cbt", "3mf",
  ]

  /// Whether a name looks like that of an archive. `model.stl.gz` is none: a file that is merely
  /// compressed has no entries.
  package static func isArchive(_ path: FilePath) -> Bool {
    isArchive(path.lastComponent.display)
  }

  static func isArchive(_ name: String) -> Bool {
    let parts = name.lowercased().split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, let last = parts.last, extensions.contains(String(last)) else {
      return false
    }
    let compressions: Set<Substring> = ["gz", "bz2", "xz", "zst"]
    return !compressions.contains(last) || parts[parts.count - 2] == "tar" && parts.count > 2
  }
}
