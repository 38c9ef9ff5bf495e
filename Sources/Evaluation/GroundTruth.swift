package import Core
import Foundation

/// What a corpus says of its files: which show one scene, and how each was made.
package struct GroundTruth: Sendable {
  /// How a file relates to its scene.
  package enum Kind: String, Sendable {
    /// A scene's original, or a copy made from it.
    case copy
    /// A frame of a burst: a picture of its own, whose scene has others much like it.
    case burst
    /// A picture without relatives: a photograph, a flat or dark picture, a tile of a larger one.
    case single, flat, tile
  }

  package struct File: Hashable, Sendable {
    package var path: FilePath
    package var scene: String
    package var transform: String
    package var kind: Kind
    /// `train` (thresholds were chosen on these scenes) or `test`.
    package var split: String

    package init(path: FilePath, scene: String, transform: String, kind: Kind, split: String) {
      self.path = path
      self.scene = scene
      self.transform = transform
      self.kind = kind
      self.split = split
    }
  }

  package var files: [File]

  /// Reads `truth.csv` of a corpus made by Benchmarks/corpus; its files lie in `files/`.
  package init(corpus: FilePath) throws {
    let table = corpus.appending("truth.csv")
    let text = try String(contentsOf: URL(filePath: table.display), encoding: .utf8)
    files = try text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard cells.count >= 5, let kind = Kind(rawValue: cells[3]) else {
        throw Fault("corpus.malformed", .user, "a line of truth.csv is not understood: \(line)")
      }
      return File(
        path: corpus.appending("files").appending(cells[0]), scene: cells[1],
        transform: cells[2], kind: kind, split: cells[4])
    }
  }
}
