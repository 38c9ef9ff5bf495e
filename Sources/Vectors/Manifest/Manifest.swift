import Core
import Glibc
import Kernels
import Objects

/// Which files make up an index: a few lines of text, replaced as a whole.
///
///     semblance vectors 1
///     space clip-vit-b32 512
///     several no
///     segment 3 graph
///     segment 7 flat
///     log 8
///     checksum 1c291ca3
struct Manifest: Hashable, Sendable {
  enum Entry: Hashable, Sendable {
    case segment(UInt64, hasGraph: Bool)
    case log(UInt64)

    var number: UInt64 {
      switch self {
      case .segment(let number, _), .log(let number): number
      }
    }
  }

  var space: VectorSpace
  /// Whether a row may have several vectors.
  var allowsSeveral: Bool
  /// Oldest first; the last is the log that is written to.
  var entries: [Entry]

  static let name = "manifest"

  /// One more than any number in use.
  var nextNumber: UInt64 { (entries.map(\.number).max() ?? 0) + 1 }

  /// Names of the files that belong to the index.
  var files: Set<String> {
    var files: Set<String> = [Self.name]
    for entry in entries {
      switch entry {
      case .segment(let number, let hasGraph):
        files.formUnion(["\(number).vectors", hasGraph ? "\(number).graph" : "\(number).codes"])
      case .log(let number): files.insert("\(number).log")
      }
    }
    return files
  }

  private var body: String {
    var text = "semblance vectors 1\nspace \(space.name) \(space.dimension)\n"
    text += "several \(allowsSeveral ? "yes" : "no")\n"
    for entry in entries {
      switch entry {
      case .segment(let number, let hasGraph):
        text += "segment \(number) \(hasGraph ? "graph" : "flat")\n"
      case .log(let number): text += "log \(number)\n"
      }
    }
    return text
  }

  private static func checksum(_ body: String) -> String {
    let sum = Array(body.utf8).withUnsafeBytes { VectorKernel.checksum($0) }
    return String(sum, radix: 16)
  }

  /// Puts the manifest in the place of the one before: whoever looks sees the old or the new.
  func write(in folder: FilePath, witness: DiskWitness?) throws(Fault) {
    let (path, temporary) = (folder.appending(Self.name), folder.appending(Self.name + ".new"))
    _ = temporary.withCString { unlink($0) }
    let file = try DiskFile(temporary, isNew: true, witness: witness)
    try file.write(Array("\(body)checksum \(Self.checksum(body))\n".utf8), at: 0)
    try file.synchronise()
    witness?(.rename)
    guard temporary.withCString({ from in path.withCString { rename(from, $0) } }) == 0 else {
      throw .system(errno, "replace the list of vector files", path: path)
    }
    witness?(.synchronise)
    try Folder.flush(folder)
  }

  /// - Throws: `file.missing` when there is none, `vectors.damaged`.
  static func read(in folder: FilePath) throws(Fault) -> Manifest {
    let path = folder.appending(name)
    let file = try MappedFile(path)
    let text = file.withBytes(0..<file.count) { String(decoding: $0, as: UTF8.self) }
    let damage = Fault.damaged("the list of vector files is damaged", path)
    let lines = text.split(separator: "\n").map(String.init)
    guard lines.count >= 4, lines[0].hasPrefix("semblance vectors ") else { throw damage }
    let body = lines.dropLast().map { $0 + "\n" }.joined()
    guard lines.last == "checksum \(checksum(body))", text.hasSuffix("\n") else { throw damage }
    guard lines[0] == "semblance vectors 1" else {
      throw Fault(
        "vectors.format", .user, "this vector index was written by another version",
        remedy: Fault.rebuilding, path: path)
    }
    let space = lines[1].split(separator: " ").map(String.init)
    guard space.count == 3, let dimension = Int(space[2]), dimension > 0 else { throw damage }
    var entries: [Entry] = []
    for line in lines[3..<(lines.count - 1)] {
      let words = line.split(separator: " ").map(String.init)
      guard words.count >= 2, let number = UInt64(words[1]) else { throw damage }
      switch words[0] {
      case "segment": entries.append(.segment(number, hasGraph: words.last == "graph"))
      case "log": entries.append(.log(number))
      default: throw damage
      }
    }
    guard case .log? = entries.last else { throw damage }
    return Manifest(
      space: VectorSpace(name: space[1], dimension: dimension),
      allowsSeveral: lines[2] == "several yes", entries: entries)
  }
}
