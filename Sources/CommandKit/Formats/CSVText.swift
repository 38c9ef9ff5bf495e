/// Rows of comma-separated values (RFC 4180).
package enum CSVText {
  /// One record with its CRLF. A field is quoted when it holds a comma, a quote or a line break, or
  /// begins or ends with a blank.
  package static func row(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\r\n"
  }

  private static func field(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { special.contains($0) }
    guard needsQuotes || text.first == " " || text.last == " " else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  private static let special = Set(",\"\r\n".utf8)
}
