package import Core
import Glibc

/// Everything below a folder: names, kinds, modes, contents, and times of last change of files.
package struct TreeSnapshot: Equatable, CustomStringConvertible {
  package struct Entry: Equatable {
    var mode: UInt32
    /// Of regular files only: those of folders change with every name in them.
    var modified: Int64
    /// Of a link what it says.
    var content: [UInt8]
  }

  package private(set) var entries: [FilePath: Entry] = [:]

  package init(of folder: FilePath) { add(folder, under: folder) }

  private mutating func add(_ folder: FilePath, under root: FilePath) {
    for name in RawFiles.names(in: folder) {
      let path = folder.appending(name)
      var status = stat()
      guard path.withCString({ lstat($0, &status) }) == 0 else { continue }
      let isFile = status.st_mode & S_IFMT == S_IFREG
      let time = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
      entries[path.relative(to: root)!] = Entry(
        mode: status.st_mode, modified: isFile ? time : 0,
        content: isFile ? RawFiles.read(path) : RawFiles.linkText(path) ?? [])
      if status.st_mode & S_IFMT == S_IFDIR { add(path, under: root) }
    }
  }

  /// What differs, one line each.
  package func differences(to other: TreeSnapshot) -> [String] {
    Set(entries.keys).union(other.entries.keys).sorted().compactMap { path in
      switch (entries[path], other.entries[path]) {
      case (nil, _): "added \(path)"
      case (_, nil): "lost \(path)"
      case (let mine?, let its?) where mine != its: "changed \(path)"
      default: nil
      }
    }
  }

  package var description: String {
    entries.keys.sorted().map(\.display).joined(separator: "\n")
  }
}
