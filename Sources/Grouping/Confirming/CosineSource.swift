/// Gives the cosine of two items' vectors; called from several threads at once.
package protocol CosineSource: Sendable {
  /// −1…1; `nil` where no space has a vector of both.
  func cosine(_ one: Int, _ other: Int) throws -> Float?
}

/// For searches that ask for none.
package struct NoCosines: CosineSource {
  package init() {}

  package func cosine(_ one: Int, _ other: Int) -> Float? { nil }
}
