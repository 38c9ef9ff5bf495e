import Catalogue
import Core
import Fingerprints
import Hamming

/// All looks of all previews in one list, with where each is from.
struct ArchiveLooks {
  struct Place {
    var archive: Int
    var preview: Int
    /// 0 for the preview itself.
    var view: Int
  }

  static let leastTexture = FingerprintSet.leastTexture

  private let archives: [CataloguedArchive]
  private let hash: VisualHash
  private var places: [Place] = []

  init(_ archives: [CataloguedArchive], _ hash: VisualHash) {
    self.archives = archives
    self.hash = hash
    for (archive, item) in archives.enumerated() {
      for (preview, shown) in item.record.previews.enumerated() {
        for view in 0...shown.views.count {
          let place = Place(archive: archive, preview: preview, view: view)
          // The hashes of blank pictures agree by chance.
          if look(at: place).texture >= Self.leastTexture { places.append(place) }
        }
      }
    }
  }

  /// Visits every pair of looks whose hashes differ by fewer bits than `threshold`.
  func forEachPair(
    below threshold: Int, _ cancellation: CancellationToken,
    _ body: (Place, Place, Int) throws -> Void
  ) throws {
    guard threshold > 0 else { return }
    if hash == .pdq {
      try visit(places.map { hash.code(of: look(at: $0)) }, threshold - 1, cancellation, body)
    } else {
      try visit(places.map { hash.code64(of: look(at: $0)) }, threshold - 1, cancellation, body)
    }
  }

  private func visit<Code: HammingCode>(
    _ codes: [Code], _ radius: Int, _ cancellation: CancellationToken,
    _ body: (Place, Place, Int) throws -> Void
  ) throws {
    let search = hammingSearch(codes, within: radius)
    try search.forEachPair(within: radius, cancellation: cancellation) { pair in
      try body(places[Int(pair.first)], places[Int(pair.second)], Int(pair.distance))
    }
  }

  func cosine(_ left: Place, _ right: Place) -> Float {
    zip(look(at: left).descriptor, look(at: right).descriptor).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private func look(at place: Place) -> ArchivePreview.Look {
    let preview = archives[place.archive].record.previews[place.preview]
    return place.view == 0 ? preview.look : preview.views[place.view - 1]
  }
}
