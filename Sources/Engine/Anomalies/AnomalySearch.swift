import Catalogue
import Clustering
import Core

/// A look for pictures that are unlike the rest: three measures of every picture among all of the library,
/// of its album, and of its source.
struct AnomalySearch: Sendable {
  private let pictures: [VectorPicture]
  private let library: MeasuredPictures
  private let baselines: [Baseline]

  /// Where each picture was measured.
  private struct Baseline: Sendable {
    let baseline: AnomalyBaseline
    let groups: [MeasuredPictures]
    /// Of each picture, its group and its row there.
    let places: [(group: Int, row: Int)]
  }

  /// - Parameter sources: how each picture came here.
  /// - Throws: `Cancelled`.
  /// - Complexity: n² products of bytes, n d² of numbers for n vectors of d numbers.
  init(
    of set: PictureVectors, called: Set<ImageID>, sources: [ImageID: String],
    cancellation: CancellationToken
  ) throws {
    pictures = set.pictures
    let albums = set.pictures.map { $0.path.parent?.display ?? "" }
    let ways = set.pictures.map { sources[$0.image] ?? "" }
    let rows = Array(pictures.indices)
    let library = try Self.measured(set, [("", rows)], called, cancellation)
    self.library = library[0]
    baselines =
      [Baseline(baseline: .library, groups: library, places: rows.map { (0, $0) })]
      + (try [(.album, albums), (.source, ways)].map { baseline, names in
        let groups = Self.groups(names)
        var places = rows.map { (group: 0, row: $0) }
        for (number, group) in groups.enumerated() {
          for (row, picture) in group.rows.enumerated() { places[picture] = (number + 1, row) }
        }
        return Baseline(
          baseline: baseline,
          groups: library + (try Self.measured(set, groups, called, cancellation)), places: places)
      })
  }

  /// The pictures of each name. Where they are fewer than say what is usual, or all there are, what the
  /// library says of them counts.
  private static func groups(_ names: [String]) -> [(name: String, rows: [Int])] {
    Dictionary(grouping: names.indices) { names[$0] }
      .filter {
        !$0.key.isEmpty && $0.value.count >= UsualScores.leastCount
          && $0.value.count < names.count
      }
      .sorted { $0.key < $1.key }.map { (name: $0.key, rows: $0.value) }
  }

  /// Measures the pictures of each name among themselves.
  private static func measured(
    _ set: PictureVectors, _ groups: [(name: String, rows: [Int])], _ called: Set<ImageID>,
    _ cancellation: CancellationToken
  ) throws -> [MeasuredPictures] {
    try groups.map { group in
      let isAll = group.rows.count == set.vectors.count
      return try MeasuredPictures(
        named: group.name, group.rows.map { set.pictures[$0].image },
        isAll ? set.vectors : set.vectors.rows(group.rows), called: called,
        cancellation: cancellation)
    }
  }

  /// Pictures above the library's threshold of any measure.
  var unusualCount: Int { pictures.indices.count { library.isUnusual($0) } }

  /// The most unusual pictures of each baseline.
  func anomalies(limit: Int) -> [Anomaly] {
    var found: [ImageID: Anomaly] = [:]
    for one in baselines {
      let prominence = one.places.map { one.groups[$0.group].prominence(of: $0.row) }
      let order = pictures.indices.sorted { prominence[$0] > prominence[$1] }
      for picture in order.prefix(limit) {
        let (group, row) = (one.groups[one.places[picture].group], one.places[picture].row)
        let image = pictures[picture].image
        var anomaly = found[image] ?? Anomaly(image: image, standings: [], normals: [])
        anomaly.standings += group.standings(of: row, in: one.baseline)
        anomaly.normals += group.normals(of: row, in: one.baseline)
        found[image] = anomaly
      }
    }
    return found.values.sorted { $0.image < $1.image }
  }
}
