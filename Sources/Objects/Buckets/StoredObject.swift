package import Core

/// What is known of an object in a bucket.
package struct StoredObject: Hashable, Sendable {
  package var key: String
  package var bytes: Int64
  /// Without its quotes.
  package var tag: String
  package var mediaType: String
  /// When it came, in milliseconds since 1970.
  package var modified: Int64
  /// What the sender wants to be told again (`x-amz-meta-…`), by names in lower case.
  package var notes: [String: String]
  /// The name of its file; never the client's words.
  var file: String
}

/// What a sender says of an object.
package struct ObjectFacts: Hashable, Sendable {
  package var mediaType: String
  package var notes: [String: String]

  package init(mediaType: String = "application/octet-stream", notes: [String: String] = [:]) {
    (self.mediaType, self.notes) = (mediaType, notes)
  }

  var notesText: String {
    JSONText.text(
      .object(notes.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }))
  }

  static func notes(_ text: String) -> [String: String] {
    guard case .object(let members)? = try? JSONValue(parsing: text.utf8) else { return [:] }
    return members.reduce(into: [:]) { $0[$1.key] = $1.value.text }
  }
}

/// An object that comes in parts.
package struct PartialUpload: Hashable, Sendable {
  package let id: ULID
  package let key: String
  package let facts: ObjectFacts
}

/// A part of it.
package struct UploadPart: Hashable, Sendable {
  package var number: Int
  package var bytes: Int64
  /// The hexadecimal digits of its MD5.
  package var tag: String
  package var modified: Int64
  var file: String
}
