package import Core

/// A small form, held whole: texts, and files up to a limit.
package struct FormContents: Sendable {
  package struct File: Sendable {
    package let field: String
    /// As the sender calls it; never a path to open.
    package let name: String
    package let bytes: [UInt8]
  }

  package private(set) var texts: [String: String] = [:]
  package private(set) var files: [File] = []

  /// Bytes of all texts together.
  private static let textLimit = 256 << 10

  /// Reads the form of a request.
  ///
  /// - Parameter fileLimit: bytes of all files together.
  /// - Throws: ``HTTPProblem``: as ``MultipartReader`` does, 413 above a limit, 422 for a field that
  ///   is there twice or is no text.
  package init(of request: HTTPRequest, fileLimit: Int) async throws {
    var reader = try MultipartReader(contentType: request.fields["Content-Type"] ?? "")
    var head: MultipartReader.PartHead?
    var bytes: [UInt8] = []
    var (textBytes, fileBytes) = (0, 0)
    while let piece = try await request.body.next() {
      for event in try reader.read(piece) {
        switch event {
        case .part(let next): (head, bytes) = (next, [])
        case .bytes(let more):
          if head?.fileName == nil { textBytes += more.count } else { fileBytes += more.count }
          guard textBytes <= Self.textLimit else {
            throw HTTPProblem.tooLarge(limit: Self.textLimit)
          }
          guard fileBytes <= fileLimit else { throw HTTPProblem.tooLarge(limit: fileLimit) }
          bytes += more
        case .end:
          if let head { try add(head, bytes) }
        }
      }
    }
    try reader.finish()
  }

  private mutating func add(
    _ head: MultipartReader.PartHead, _ bytes: [UInt8]
  ) throws(HTTPProblem) {
    if let name = head.fileName {
      files.append(File(field: head.name, name: name, bytes: bytes))
      return
    }
    guard texts[head.name] == nil else { throw .field(head.name, "it is there twice") }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .field(head.name, "a text in UTF-8 is needed")
    }
    texts[head.name] = text
  }

  /// The texts as the document that a shape describes, checked. An empty text is a field that was
  /// left out, as browsers send one that nobody filled in.
  ///
  /// - Throws: ``HTTPProblem`` 422 for what does not fit.
  package func document(_ shape: JSONShape) throws(HTTPProblem) -> JSONValue {
    guard case .object(let fields) = shape.plain else { return .null }
    let members = texts.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.map { name, text in
      let field = fields.first { $0.name == name }
      return JSONValue.Member(name, field?.shape.value(of: text) ?? .string(text))
    }
    let document = JSONValue.object(members)
    try shape.check(document)
    return document
  }
}
