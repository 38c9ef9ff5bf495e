/// How content is packed for its way (RFC 9110 § 8.4.1).
package enum ContentCoding: String, Sendable, CaseIterable {
  /// RFC 1952.
  case gzip
  /// RFC 1950, in spite of its name.
  case deflate

  /// The one that an `Accept-Encoding` field prefers (RFC 9110 § 12.5.3), gzip where both are as
  /// welcome; `nil` where none is, or content as it is is wanted more.
  package static func preferred(_ field: String?) -> ContentCoding? {
    guard let field else { return nil }
    var weights: [String: Double] = [:]
    for element in ListField.elements(field) {
      let (name, parameters) = ListField.parameters(element)
      weights[name == "x-gzip" ? "gzip" : name] = weight(parameters["q"])
    }
    var best: (coding: ContentCoding, weight: Double)?
    for coding in allCases {
      let weight = weights[coding.rawValue] ?? weights["*"] ?? 0
      guard weight > 0, weight >= weights["identity"] ?? 0, weight > best?.weight ?? 0 else {
        continue
      }
      best = (coding, weight)
    }
    return best?.coding
  }

  /// A weight from 0 to 1; what is none refuses.
  private static func weight(_ text: String?) -> Double {
    guard let text else { return 1 }
    guard let weight = Double(text), (0...1).contains(weight) else { return 0 }
    return weight
  }
}
