import CommandKit
import Core
import Engine

/// Clusters, pairs and outliers as tables, one record a file, pair or picture.
struct ClusterCSV {
  let output: ResultFile

  /// Cluster 0 is what is in none.
  func write(_ listing: ClusterListing, limit: Int?) throws {
    try output.write(CSVText.row(["cluster", "path", "cosine", "copies", "marks", "image_id"]))
    for (index, cluster) in listing.clusters.prefix(limit ?? .max).enumerated() {
      for member in cluster.members {
        try output.write(
          CSVText.row(["\(index + 1)"] + fields(member.picture, number(member.cosine))))
      }
    }
    if limit == nil {
      for picture in listing.alone {
        try output.write(CSVText.row(["0"] + fields(picture, "")))
      }
    }
    try output.finish()
  }

  func write(_ listing: PairListing, limit: Int?) throws {
    try output.write(
      CSVText.row([
        "cosine", "path", "other_path", "marks", "other_marks", "image_id", "other_image_id",
      ]))
    for pair in listing.pairs.prefix(limit ?? .max) {
      try output.write(
        CSVText.row([
          number(pair.cosine), pair.first.path.display, pair.second.path.display,
          MarkText.field(pair.first.marks), MarkText.field(pair.second.marks),
          "\(pair.first.image.rawValue)", "\(pair.second.image.rawValue)",
        ]))
    }
    try output.finish()
  }

  func write(_ listing: OutlierListing, limit: Int?) throws {
    try output.write(
      CSVText.row([
        "path", "outlier", "unique", "represents", "nearest", "copies", "marks", "image_id",
      ]))
    for each in listing.pictures.prefix(limit ?? .max) {
      try output.write(
        CSVText.row([
          each.picture.path.display, number(each.outlierFactor), number(each.uniqueness),
          number(each.representativeness), each.nearest?.path.display ?? "",
          "\(each.picture.paths.count)", MarkText.field(each.picture.marks),
          "\(each.picture.image.rawValue)",
        ]))
    }
    try output.finish()
  }

  private func fields(_ picture: VectorPicture, _ cosine: String) -> [String] {
    [
      picture.path.display, cosine, "\(picture.paths.count)", MarkText.field(picture.marks),
      "\(picture.image.rawValue)",
    ]
  }

  private func number(_ value: Float) -> String { FixedPoint.text(Double(value), decimals: 4) }
}
