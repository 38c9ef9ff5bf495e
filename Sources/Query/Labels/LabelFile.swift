package import Core

/// A list of labels: one a line, with the words by which a model knows it after an equals sign where
/// they are others. Lines that begin with `template:` are sentences around them, `{}` being the label;
/// those that begin with `#` are remarks.
///
///     template: a photo of a {}
///     # birds
///     crane bird = crane, a bird with long legs
///     sparrow
package struct LabelFile: Hashable, Sendable {
  package struct Label: Hashable, Sendable {
    /// The tag.
    package var name: String
    /// What a model reads.
    package var words: String

    package init(name: String, words: String) {
      self.name = name
      self.words = words
    }
  }

  /// In the order of the file, each name once.
  package let labels: [Label]
  /// `nil` where the file has none.
  package let templates: [String]?

  package static let mostLabels = 20_000
  private static let longestLine = 200

  /// - Throws: `labels.file` for a file without labels, with too many, with lines that are too long, or
  ///   with templates that hold no `{}`.
  package init(reading bytes: [UInt8], path: FilePath? = nil) throws(Fault) {
    func fault(_ why: String, line: Int? = nil) -> Fault {
      let place = line.map { " in line \($0 + 1)" } ?? ""
      return Fault(
        "labels.file", .user, "the labels cannot be understood: \(why)\(place)",
        remedy: "One label a line, in UTF-8; 'template: a photo of a {}' for sentences.", path: path
      )
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw fault("they are not in UTF-8")
    }
    var labels: [Label] = []
    var templates: [String] = []
    var known: Set<String> = []
    let lines = text.drop { $0 == "\u{FEFF}" }.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() {
      let line = Self.trimmed(line)
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard line.count <= Self.longestLine else { throw fault("too many characters", line: number) }
      if line.lowercased().hasPrefix("template:") {
        let template = Self.trimmed(line.dropFirst("template:".count))
        guard template.contains("{}") else { throw fault("no {} for the label", line: number) }
        templates.append(template)
        continue
      }
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = Self.trimmed(parts[0])
      let words = parts.count > 1 ? Self.trimmed(parts[1]) : name
      guard !name.isEmpty, !words.isEmpty else { throw fault("half a label", line: number) }
      if known.insert(name.lowercased()).inserted {
        labels.append(Label(name: name, words: words))
      }
    }
    guard !labels.isEmpty else { throw fault("there are none") }
    guard labels.count <= Self.mostLabels else {
      throw fault("there are more than \(Self.mostLabels)")
    }
    self.labels = labels
    self.templates = templates.isEmpty ? nil : templates
  }

  /// What a model reads of a label: its words in every template.
  ///
  /// - Parameter usual: the templates where the file has none.
  package func sentences(for label: Label, usual: [String]) -> [String] {
    (templates ?? usual).map { $0.replacing("{}", with: label.words) }
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var text = text[...]
    while text.first?.isWhitespace == true { text = text.dropFirst() }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }
}
