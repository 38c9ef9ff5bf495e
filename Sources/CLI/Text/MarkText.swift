/// The marks beside a picture, as every report writes them.
enum MarkText {
  /// ` [cropped] [seen]`, to follow a path; nothing without marks.
  static func suffix(_ marks: [String]) -> String { marks.map { " [\($0)]" }.joined() }

  /// `cropped; seen`: one field of a table.
  static func field(_ marks: [String]) -> String { marks.joined(separator: "; ") }
}
