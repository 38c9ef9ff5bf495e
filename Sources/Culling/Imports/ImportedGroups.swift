package import Core

/// Groups of paths that another program found.
package struct ImportedGroups: Hashable, Sendable {
  package enum Format: String, CaseIterable, Hashable, Sendable {
    /// czkawka_core's `save_results_to_file_as_json`, compact or pretty.
    case czkawkaJSON = "czkawka-json"
    /// czkawka_core's `write_results`.
    case czkawkaText = "czkawka-text"
    /// dupeGuru's "Export results to CSV".
    case dupeGuruCSV = "dupeguru-csv"

    package var title: String {
      switch self {
      case .czkawkaJSON: "Czkawka, JSON"
      case .czkawkaText: "Czkawka, text"
      case .dupeGuruCSV: "dupeGuru, CSV"
      }
    }
  }

  package struct Group: Hashable, Sendable {
    package var paths: [FilePath]
    /// Whether the first lies in a reference folder of that program.
    package var hasReference: Bool

    package init(paths: [FilePath], hasReference: Bool = false) {
      self.paths = paths
      self.hasReference = hasReference
    }
  }

  package var format: Format
  /// Of two paths or more.
  package var groups: [Group]

  /// Reads a file of results, whichever of the formats it is in.
  ///
  /// - Throws: `import.unknown` for anything else.
  package init(_ bytes: [UInt8]) throws(Fault) {
    let text = String(decoding: bytes, as: UTF8.self)
    let start = text.first { !$0.isWhitespace && $0 != "\u{FEFF}" }
    let groups: [Group]
    if start == "[" || start == "{" {
      format = .czkawkaJSON
      groups = try CzkawkaJSON.groups(in: bytes)
    } else if let found = try DupeGuruCSV.groups(in: text) {
      format = .dupeGuruCSV
      groups = found
    } else if let found = CzkawkaText.groups(in: text) {
      format = .czkawkaText
      groups = found
    } else {
      throw Self.unknown(nil)
    }
    self.groups = groups.filter { $0.paths.count > 1 }
  }

  static func unknown(_ reason: String?) -> Fault {
    Fault(
      "import.unknown", .user, "holds no results of Czkawka or dupeGuru",
      remedy: "Save them as JSON or text in Czkawka, or as CSV in dupeGuru.", underlying: reason)
  }
}
