/// Reads comma-separated values (RFC 4180), with any line ends.
enum CSVRecords {
  static func records(in text: String) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field = String.UnicodeScalarView()
    var isQuoted = false
    var scalars = text.unicodeScalars.makeIterator()
    var pending: UnicodeScalar?
    func endField() {
      record.append(String(field))
      field = .init()
    }
    func endRecord() {
      endField()
      if record != [""] { records.append(record) }
      record = []
    }
    while let scalar = pending ?? scalars.next() {
      pending = nil
      if isQuoted {
        guard scalar == "\"" else {
          field.append(scalar)
          continue
        }
        // Two quotes stand for one; one ends the field.
        let next = scalars.next()
        if next == "\"" {
          field.append("\"")
        } else {
          isQuoted = false
          pending = next
          if next == nil { break }
        }
      } else if scalar == "\"", field.isEmpty {
        isQuoted = true
      } else if scalar == "," {
        endField()
      } else if scalar == "\n" {
        endRecord()
      } else if scalar != "\r", scalar != "\u{FEFF}" {
        field.append(scalar)
      }
    }
    if !field.isEmpty || !record.isEmpty { endRecord() }
    return records
  }
}
