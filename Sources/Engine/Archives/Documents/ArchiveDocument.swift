package import Core
import Files
import Fingerprints
import Ingest

/// The two files of JSON that say what archives hold and look like; docs/ARCHIVES.md describes them
/// member by member.
package enum ArchiveDocument: String, CaseIterable, Sendable {
  /// What every archive looks like: hashes and vectors of its previews.
  case visualIndex = "visual-index"
  /// All that is known of every archive, and which hold the same.
  case scanResults = "scan-results"

  /// Raised when a reader of the one before would misread what is written.
  package static let version = 1
  /// Of a document that is read, in bytes.
  static let mostBytes: Int64 = 512 << 20

  /// What the member `format` says.
  package var format: String { "semblance-" + rawValue }

  /// The name that programs look for.
  package var fileName: String {
    switch self {
    case .visualIndex: "visual_index.json"
    case .scanResults: "scan_results.json"
    }
  }

  /// By what the hashes and vectors were made: they are compared only with those of the same.
  static var fingerprints: JSONValue {
    [
      "previews": .integer(Int64(ArchiveProcessor.version)),
      "space": .string(VisualDescriptor.space.name),
      "dimension": .integer(Int64(VisualDescriptor.space.dimension)),
    ]
  }

  /// Whether a file means to be one of them, by its name or its first bytes; what is in it is another
  /// question.
  ///
  /// - Throws: a fault when it cannot be read.
  package static func isMeant(_ file: FilePath) throws -> Bool {
    let name = file.lastComponent.display.lowercased()
    if allCases.contains(where: { $0.fileName == name }) { return true }
    let contents = try FileContents(reading: file, limit: 1 << 30)
    let head = contents.withBytes { String(decoding: $0.prefix(256), as: UTF8.self) }
    return allCases.contains { head.contains("\"\($0.format)\"") }
  }
}
