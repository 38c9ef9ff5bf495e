import CommandKit
import Core
import Engine

/// One record a file and tag.
struct TagCSV {
  let listing: TagListing

  func write(to output: ResultFile) throws {
    try output.write(CSVText.row(["path", "tag", "confidence"]))
    for picture in listing.pictures {
      for path in picture.picture.paths {
        for tag in picture.tags {
          try output.write(
            CSVText.row([
              path.display, tag.name, FixedPoint.text(tag.confidence, decimals: 4),
            ]))
        }
      }
    }
    try output.finish()
  }
}
