import Embeddings
import Foundation
import Testing

/// What tools/tokenizer_fixtures.py wrote.
enum TokenFixture {
  static func url(_ name: String) throws -> URL {
    try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil))
  }

  static func bytes(_ name: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: url(name))) }

  /// The 1,000 sentences with the ids of OpenCLIP's tokenizer.
  static func clip() throws -> [(text: String, ids: [Int32])] {
    try rows("clip_tokens.json").map { row in
      let items = try #require(row.items)
      return (try #require(items[0].text), try ids(items[1]))
    }
  }

  private static func rows(_ name: String) throws -> [JSONValue] {
    let rows = try #require(try JSONValue(parsing: bytes(name)).items)
    #expect(rows.count == 1000)
    return rows
  }

  private static func ids(_ value: JSONValue) throws -> [Int32] {
    try #require(value.items).map { Int32(try #require($0.integer)) }
  }
}
