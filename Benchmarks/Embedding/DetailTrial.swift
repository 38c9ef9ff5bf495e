import Core
import Decoding
import Engine
import Files
import Foundation

/// How near the vectors of pictures that the decoder shrunk are to those of the full decode.
///
/// `semblance-bench-embedding --detail MODELS MODEL PICTURES`
struct DetailTrial {
  let model: EmbeddingModel
  let files: [FilePath]

  /// Prints one line of JSON: cosines, and how many pictures were shrunk at all.
  func run() throws {
    let decoder = try PictureDecoder()
    var cosines: [Double] = []
    for file in files {
      let contents = try FileContents(reading: file, limit: 1 << 30)
      let images = try [ModelDetail.scaled(side: model.side), .full].map { detail in
        try contents.withBytes { try decoder.picture($0, detail: detail) }
      }
      guard images[0].width != images[1].width else { continue }
      let vectors = try model.vectors(of: images)
      cosines.append(zip(vectors[0], vectors[1]).reduce(0) { $0 + Double($1.0) * Double($1.1) })
    }
    cosines.sort()
    guard let least = cosines.first else {
      throw Fault("bench.pictures", .user, "no picture is large enough to be shrunk")
    }
    let mean = cosines.reduce(0, +) / Double(cosines.count)
    let median = cosines[cosines.count / 2]
    print(
      "{\"shrunk\": \(cosines.count), \"least\": \(least), \"median\": \(median), "
        + "\"mean\": \(mean)}")
  }
}
