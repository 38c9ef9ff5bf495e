import Foundation

/// What other programs read from the test photographs; written by Tests/Fixtures.
struct Fixture {
  let metadata: [String: [String: Any]]
  let pixels: [String: [String: Any]]

  static func load() throws -> Fixture {
    let url = Bundle.module.url(
      forResource: "metadata", withExtension: "json", subdirectory: "Fixtures")
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: url!)) as? [String: Any]
    return Fixture(
      metadata: object?["metadata"] as? [String: [String: Any]] ?? [:],
      pixels: object?["pixels"] as? [String: [String: Any]] ?? [:])
  }
}
