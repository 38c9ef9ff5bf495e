import Archives
import Catalogue
import Core

/// Makes previews of the pictures in an archive, each as soon as it is whole, so that one is held
/// at a time.
struct PictureCollector: ArchiveVisitor {
  private(set) var previews: [ArchivePreview] = []
  private let maker: PreviewMaker
  private var bytes: [UInt8] = []

  /// Pictures of one archive that are looked at; packs have a few, albums in zip thousands.
  static let mostPreviews = 48
  static let mostBytes = 64 << 20

  init(_ maker: PreviewMaker) { self.maker = maker }

  mutating func begin(_ entry: ArchivedFile) -> Bool {
    bytes.removeAll(keepingCapacity: true)
    return (entry.kind == .picture || entry.kind == .thumbnail)
      && previews.count < Self.mostPreviews
  }

  mutating func add(_ more: UnsafeRawBufferPointer) throws(Fault) {
    guard bytes.count + more.count <= Self.mostBytes else {
      throw Fault(
        "archive.picture-too-large", .user, "is too large a picture to be looked at")
    }
    bytes += more
  }

  mutating func end(_ entry: ArchivedFile) throws(Fault) {
    let kind: ArchivePreview.Kind = entry.kind == .thumbnail ? .thumbnail : .picture
    let maker = maker
    let result = bytes.withUnsafeBytes { bytes -> Result<ArchivePreview, Fault> in
      do throws(Fault) {
        return .success(try maker.preview(bytes, entry: entry.name, kind: kind))
      } catch { return .failure(error) }
    }
    previews.append(try result.get())
  }

  mutating func drop() {}
}
