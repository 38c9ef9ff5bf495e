import Foundation
import Testing

/// What tools/tokenizer_fixtures.py wrote.
enum TokenFixture {
  static func url(_ name: String) throws -> URL {
    try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil))
  }

  /// The 1,000 sentences with the ids of OpenCLIP's tokenizer.
  static func clip() throws -> [(text: String, ids: [Int32])] {
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: url("clip_tokens.json")))
    let rows = try #require(json as? [[Any]])
    #expect(rows.count == 1000)
    return try rows.map { row in
      let ids = try #require(row[1] as? [Int])
      return (try #require(row[0] as? String), ids.map { Int32($0) })
    }
  }
}
