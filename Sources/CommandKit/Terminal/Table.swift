/// Rows of text in columns.
package struct Table: Sendable {
  package struct Column: Sendable {
    package enum Alignment: Sendable {
      case leading
      /// For numbers.
      case trailing
    }

    package let title: String
    package let alignment: Alignment
    /// Whether the column gives way when the terminal is too narrow; its texts are then cut in the
    /// middle, as suits paths.
    package let isFlexible: Bool

    package init(_ title: String, _ alignment: Alignment = .leading, isFlexible: Bool = false) {
      self.title = title
      self.alignment = alignment
      self.isFlexible = isFlexible
    }
  }

  package let columns: [Column]
  package private(set) var rows: [[String]] = []

  package init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row: one text a column, without line breaks or styles.
  package mutating func add(_ row: [String]) {
    precondition(row.count == columns.count, "a row has one text a column")
    rows.append(row)
  }

  /// The table as lines, without blanks at their ends.
  ///
  /// - Parameter width: the columns of the terminal; `nil` when nobody looks at it, and nothing is
  ///   cut.
  package func lines(width: Int? = nil, styles: Styles = Styles(areOn: false)) -> [String] {
    let widths = fittedWidths(to: width)
    let header = line(columns.map(\.title), widths)
    let body = rows.map { line($0, widths) }
    let hasTitles = columns.contains { !$0.title.isEmpty }
    return (hasTitles ? [styles(header, .strong)] : []) + body
  }

  private static let gap = "  "

  private func fittedWidths(to width: Int?) -> [Int] {
    var widths = columns.indices.map { index in
      ([columns[index].title] + rows.map { $0[index] }).map(DisplayWidth.of).max() ?? 0
    }
    guard let width else { return widths }
    var excess = widths.reduce(0, +) + Self.gap.count * (columns.count - 1) - width
    // The widest flexible column gives way first, down to what can still be recognised.
    while excess > 0 {
      let flexible = columns.indices.filter { columns[$0].isFlexible && widths[$0] > 12 }
      guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { break }
      let next = flexible.filter { $0 != widest }.map { widths[$0] }.max() ?? 12
      let step = max(1, min(excess, widths[widest] - max(next, 12)))
      widths[widest] -= step
      excess -= step
    }
    return widths
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = columns.indices.map { index in
      let text = DisplayWidth.truncateMiddle(cells[index], to: widths[index])
      let blanks = String(repeating: " ", count: widths[index] - DisplayWidth.of(text))
      return columns[index].alignment == .leading ? text + blanks : blanks + text
    }
    let line = padded.joined(separator: Self.gap)
    return String(line.reversed().drop { $0 == " " }.reversed())
  }
}
