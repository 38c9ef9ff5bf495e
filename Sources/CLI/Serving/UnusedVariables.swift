import CommandKit

/// Variables that other systems of this kind read and this one does not: whoever sets one is told so
/// at the start, rather than left to believe that it counts.
enum UnusedVariables {
  private static let reasons = [
    ("EMBED_URL", "models run in this process"),
    ("QDRANT_URL", "vectors are kept in the library"),
    ("QDRANT_API_KEY", "vectors are kept in the library"),
  ]

  static func notes(_ environment: Environment) -> [String] {
    var notes = reasons.compactMap { name, reason in
      environment[name].map { _ in "\(name) is not used: \(reason)." }
    }
    if let wish = environment["ENABLE_QUANTIZATION"]?.text?.lowercased(),
      ["false", "0", "no", "off"].contains(wish)
    {
      notes.append(
        "ENABLE_QUANTIZATION is always on: searches look at codes first and order what they find by "
          + "the whole vectors, which are kept.")
    }
    return notes
  }
}
