package import Core
import Fingerprints
import Vectors

extension Library {
  /// Readies the index of the built-in descriptor for searches, where one has asked for it before:
  /// the first search by example makes it.
  package func readyDescriptors(cancellation: CancellationToken) throws {
    let sync = VectorSync(catalogue: catalogue, space: VisualDescriptor.space)
    guard (try? sync.folder.resolved()) != nil else { return }
    defer { vectorViews.forget(VisualDescriptor.space) }
    try sync.maintain(cancellation: cancellation)
  }
}
