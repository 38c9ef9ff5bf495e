import Archives
import Catalogue
import Core
import Meshes

/// Renders some of the models in an archive, reading each as a stream.
struct ModelCollector: ArchiveVisitor {
  private(set) var previews: [ArchivePreview] = []
  private let maker: PreviewMaker
  private let wanted: Set<String>
  private var reader: MeshReader?

  /// Models of one archive that are rendered: the largest ones.
  static let mostModels = 4

  init(_ maker: PreviewMaker, _ files: [ArchivedFile]) {
    self.maker = maker
    let models = files.filter { $0.kind == .model && MeshFormat(name: $0.name) != nil }
    wanted = Set(
      models.sorted { ($1.size, $0.name) < ($0.size, $1.name) }.prefix(Self.mostModels)
        .map(\.name))
  }

  /// Whether there is anything to render.
  var isNeeded: Bool { !wanted.isEmpty }

  mutating func begin(_ entry: ArchivedFile) -> Bool {
    reader = nil
    guard wanted.contains(entry.name), let format = MeshFormat(name: entry.name) else {
      return false
    }
    reader = MeshReader(format, size: entry.size > 0 ? entry.size : nil)
    return true
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) throws(Fault) { try reader?.add(bytes) }

  mutating func end(_ entry: ArchivedFile) throws(Fault) {
    guard let mesh = try reader?.finish() else { return }
    reader = nil
    previews.append(maker.preview(of: mesh, entry: entry.name))
  }

  mutating func drop() { reader = nil }
}
