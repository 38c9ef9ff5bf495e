import Core
import Glibc

/// The names in one folder, in the order of their bytes, packed into one piece of memory.
struct FolderNames {
  struct Entry {
    let start: Int
    let count: Int
    let kind: OpenFolder.Kind
  }

  /// Names one after another, each ended by a NUL; folders have a slash before it, which makes the
  /// order of the entries that of the whole paths below them.
  private var arena: [UInt8] = []
  private(set) var entries: [Entry] = []

  /// Reads the names of a folder and sorts them.
  ///
  /// - Returns: the names; and the fault that cut the list short, if one did.
  static func read(_ folder: borrowing OpenFolder, _ path: FilePath) -> (FolderNames, Fault?) {
    var names = FolderNames()
    var fault: Fault?
    do throws(Fault) {
      try folder.forEachName(path) { name, count, kind in
        // A name whose kind cannot be told has vanished since.
        guard let kind = kind ?? folder.status(ofName: name)?.kind else { return }
        names.append(name, count, kind)
      }
    } catch {
      fault = error
    }
    names.sort()
    return (names, fault)
  }

  /// The bytes of a name.
  func name(_ entry: Entry) -> ArraySlice<UInt8> { arena[entry.start..<entry.start + entry.count] }

  /// Lends a name, which must not be a folder's, as a C string.
  func withCString<Result>(_ entry: Entry, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    arena.withUnsafeBufferPointer { buffer in
      UnsafeRawPointer(buffer.baseAddress! + entry.start).withMemoryRebound(
        to: CChar.self, capacity: entry.count + 1, body)
    }
  }

  private mutating func append(
    _ name: UnsafePointer<CChar>, _ count: Int, _ kind: OpenFolder.Kind
  ) {
    entries.append(Entry(start: arena.count, count: count, kind: kind))
    arena.append(contentsOf: UnsafeRawBufferPointer(start: name, count: count))
    if kind == .folder { arena.append(UInt8(ascii: "/")) }
    arena.append(0)
  }

  private mutating func sort() {
    arena.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      entries.sort { left, right in
        // Names hold no NUL, so strcmp sees all of them, as unsigned bytes.
        strcmp(
          (base + left.start).assumingMemoryBound(to: CChar.self),
          (base + right.start).assumingMemoryBound(to: CChar.self)) < 0
      }
    }
  }
}
