internal import HTTPKit

/// The document that names the parts of an object (`CompleteMultipartUpload`), read without a parser
/// of all XML: elements and text, no declarations of types, so that nothing can be expanded.
enum PartList {
  /// Bytes of a document.
  static let limit = 2 << 20

  /// - Throws: ``ObjectProblem`` `MalformedXML` for anything else.
  static func read(_ bytes: [UInt8]) throws(ObjectProblem) -> [(number: Int, tag: String)] {
    let text = String(decoding: bytes, as: UTF8.self)
    guard !text.contains("<!"), text.contains("CompleteMultipartUpload") else { throw malformed }
    var parts: [(number: Int, tag: String)] = []
    var (open, content) = ([Substring](), [Substring: Substring]())
    var rest = text[...]
    while let start = rest.firstIndex(of: "<") {
      guard let end = rest[start...].firstIndex(of: ">") else { throw malformed }
      let inner = rest[rest.index(after: start)..<end]
      let before = rest[..<start]
      rest = rest[rest.index(after: end)...]
      if inner.hasPrefix("?") { continue }
      if inner.hasPrefix("/") {
        guard let name = open.popLast(), name == Self.name(inner.dropFirst()) else {
          throw malformed
        }
        if open.count == 2 { content[name] = before }
        if open.count == 1, name == "Part" {
          parts.append(try part(content))
          content = [:]
        }
      } else if !inner.hasSuffix("/") {
        open.append(name(inner))
        guard open.count <= 8 else { throw malformed }
      }
    }
    guard open.isEmpty, !parts.isEmpty else { throw malformed }
    return parts
  }

  private static func part(
    _ content: [Substring: Substring]
  ) throws(ObjectProblem) -> (number: Int, tag: String) {
    guard let number = content["PartNumber"].flatMap({ Int(trimmed($0)) }),
      let tag = content["ETag"]
    else { throw malformed }
    let plain = ["&quot;", "&#34;", "&#x22;", "\""].reduce(trimmed(tag)) { text, quote in
      text.replacing(quote, with: "")
    }
    return (number, plain.lowercased())
  }

  /// Without attributes and without the name of a space.
  private static func name(_ tag: Substring) -> Substring {
    let name = tag.prefix { !$0.isWhitespace }
    return name.split(separator: ":").last ?? name
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.filter { !$0.isWhitespace })
  }

  private static let malformed = ObjectProblem(
    .badRequest, "MalformedXML", "The list of parts cannot be read.")
}
