import Archives
import Catalogue
import Core
import Meshes

/// Renders some of the models in an archive, reading each as a stream.
struct ModelCollector: ArchiveVisitor {
  private var drawn: [ArchivePreview] = []
  /// Of those of which only one is drawn, the one with the largest surface so far.
  private var chosen: (mesh: TriangleMesh, area: Double, entry: String)?
  private let maker: PreviewMaker
  private let wanted: Set<String>
  private let drawsOne: Bool
  private var reader: MeshReader?

  /// Models of an archive without pictures that are rendered, and of one with pictures that are looked
  /// at: the largest ones.
  static let mostModels = 4
  /// Of a model that is rendered although there are pictures, and of all that has to be unpacked to
  /// get to it, in bytes: a look at it must not cost more than the pictures.
  static let (mostBytes, mostBytesBefore): (Int64, Int64) = (32 << 20, 256 << 20)

  /// - Parameter hasPictures: then the largest model is enough: it tells variants of a figure apart that
  ///   were drawn alike, and knows a figure again that was drawn anew.
  init(_ maker: PreviewMaker, _ contents: ArchiveContents, hasPictures: Bool) {
    self.maker = maker
    var models = contents.files.filter { $0.kind == .model && MeshFormat(name: $0.name) != nil }
    if hasPictures {
      models = models.filter { $0.size <= Self.mostBytes }
      // Only of zip can the rest be passed over.
      let before =
        contents.format == .zip
        ? 0 : contents.files.lazy.filter { $0.depth == 0 }.map(\.size).saturatingSum()
      if before > Self.mostBytesBefore { models = [] }
    }
    models.sort { ($1.size, $0.name) < ($0.size, $1.name) }
    // Of several that are the largest, the first by its name is another one in a twin.
    let largest = models.count { $0.size == models.first?.size }
    drawsOne = hasPictures
    wanted = Set(
      models.prefix(hasPictures ? min(largest, Self.mostModels) : Self.mostModels).map(\.name))
  }

  /// What was rendered, once all was read.
  var previews: [ArchivePreview] {
    drawn + (chosen.map { [maker.preview(of: $0.mesh, entry: $0.entry)] } ?? [])
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
    guard drawsOne else { return drawn.append(maker.preview(of: mesh, entry: entry.name)) }
    let area = mesh.area
    if chosen.map({ area > $0.area }) ?? true { chosen = (mesh, area, entry.name) }
  }

  mutating func drop() { reader = nil }
}
