package import Core
import Foundation

/// What Pillow, imagehash and pdqhash make of one picture; see `Tests/Fixtures/make_hash_fixtures.py`.
package struct HashFixture: Sendable, CustomStringConvertible {
  /// A path below the test data folder, or `drawn/<seed>/<width>x<height>`.
  package let name: String
  /// The first 16 digits of the SHA-256 of the file, or of a drawn picture's RGB bytes.
  package let digestPrefix: String
  /// Stored size: EXIF orientation is not applied.
  package let width: Int
  package let height: Int
  package let average: Hash64
  package let difference: Hash64
  package let perceptual: Hash64
  package let pdq: Hash256
  /// PDQ's quality, 0…100.
  package let quality: Int
  /// PDQ's eight hashes in the reference's order; drawn pictures only.
  package let dihedral: [Hash256]

  package var description: String { name }

  /// Pictures that `DrawnPicture` draws.
  package static let drawn = all.filter { $0.name.hasPrefix("drawn/") }
  /// Files of the test data.
  package static let photographs = all.filter { !$0.name.hasPrefix("drawn/") }

  private static let all: [HashFixture] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/hashes.tsv")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap(HashFixture.init(line:))
  }()

  private init?(line: Substring) {
    let columns = line.split(separator: "\t").map(String.init)
    guard columns.count >= 9,
      let width = Int(columns[2]), let height = Int(columns[3]),
      let average = Hash64(hex: columns[4]), let difference = Hash64(hex: columns[5]),
      let perceptual = Hash64(hex: columns[6]), let pdq = Hash256(hex: columns[7]),
      let quality = Int(columns[8])
    else { return nil }
    name = columns[0]
    digestPrefix = columns[1]
    self.width = width
    self.height = height
    self.average = average
    self.difference = difference
    self.perceptual = perceptual
    self.pdq = pdq
    self.quality = quality
    dihedral =
      columns.count > 9
      ? columns[9].split(separator: ",").compactMap { Hash256(hex: String($0)) } : []
  }
}
