import Core
import Decoding
import Foundation
import TestSupport

/// What other people's code makes of the 59 pictures of the test data, as tables of numbers.
struct IQAReference {
  /// Whether the tables are there.
  static var isThere: Bool { TestData.has("iqa/reference.csv") }

  private let columns: [String: Int]
  private let rows: [String: [String]]

  /// Reads `iqa/<name>.csv`; its first column names the picture.
  init(_ name: String) throws {
    let text = try String(contentsOf: TestData.url("iqa/\(name).csv"), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    columns = Dictionary(uniqueKeysWithValues: lines[0].enumerated().map { ($1, $0) })
    rows = Dictionary(uniqueKeysWithValues: lines.dropFirst().map { ($0[0], $0) })
  }

  var images: [String] { rows.keys.sorted() }

  func text(_ image: String, _ column: String) -> String {
    guard let place = columns[column], let row = rows[image] else { return "" }
    return row[place]
  }

  /// A number of the table; not a number where the table has none.
  func value(_ image: String, _ column: String) -> Double {
    Double(text(image, column)) ?? .nan
  }

  /// The picture of that name at full size.
  static func picture(_ name: String) throws -> RGBImage {
    try decoded(TestData.url("iqa/images/\(name)"))
  }

  static func decoded(_ file: URL) throws -> RGBImage {
    let bytes = [UInt8](try Data(contentsOf: file))
    return try bytes.withUnsafeBytes { try PictureDecoder().fullSize($0) }
  }
}
