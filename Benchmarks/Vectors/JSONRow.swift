/// One line of numbers for `vectors.py`.
enum JSONRow {
  static func print(_ fields: [(String, Double)]) {
    let text = fields.map { name, value in "\"\(name)\": \(value)" }
    Swift.print("{\(text.joined(separator: ", "))}")
  }
}
