import Core

/// A value as a filter's text or JSON holds it, before its field says what it is.
enum LooseValue: Hashable {
  case null
  case text(String)
  case number(Double)
  case boolean(Bool)

  var description: String {
    switch self {
    case .null: "null"
    case .text(let text): "'\(text)'"
    case .number(let number): plain(number)
    case .boolean(let value): value ? "true" : "false"
    }
  }

  private func plain(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// Makes tests of loose values, and says where they do not fit.
enum FilterTyping {
  /// - Parameter place: where in the filter, for the message: `filter.must[1].range.iso`.
  static func value(
    _ value: LooseValue, of field: FilterField, at place: String
  ) throws(Fault) -> FilterValue {
    if value == .null { return .null }
    switch (field.kind, value) {
    case (.text, .text(let text)): return .text(text)
    case (.text, .number): return .text(value.description)
    case (.choice, .text(let text)):
      if let choice = choice(text, of: field) { return .text(choice) }
    case (.number, .number(let number)): return .number(number)
    case (.number, .text(let text)):
      if let number = quantity(text, of: field) { return .number(number) }
    case (.boolean, .boolean(let boolean)): return .boolean(boolean)
    case (.boolean, .text(let text)):
      switch text.lowercased() {
      case "true", "yes", "1": return .boolean(true)
      case "false", "no", "0": return .boolean(false)
      default: break
      }
    case (.date, .text(let text)):
      if let date = DateSpan(text) { return .date(date) }
    case (.date, .number(let number)):
      if number == number.rounded(), let date = DateSpan(LooseValue.number(number).trimmed) {
        return .date(date)
      }
    case (.path, .text(let text)):
      if !text.isEmpty { return .path(FilePath(text)) }
    default: break
    }
    throw fault(
      place, "\(field.rawValue) is \(phrase(field)), not \(value.description)")
  }

  /// - Parameter operation: as it is written, for the message.
  static func requireOrder(
    _ field: FilterField, _ operation: String, at place: String
  ) throws(Fault) {
    switch field.kind {
    case .number, .date: return
    case .text, .choice, .boolean, .path:
      throw fault(place, "\(field.rawValue) is \(phrase(field)); '\(operation)' needs an order")
    }
  }

  static func requirePattern(_ field: FilterField, at place: String) throws(Fault) {
    switch field.kind {
    case .text, .path, .choice: return
    case .number, .date, .boolean:
      throw fault(place, "\(field.rawValue) is \(phrase(field)); 'like' needs text")
    }
  }

  static func unknownField(_ name: String, at place: String) -> Fault {
    let near = EditDistance.nearest(to: name.lowercased(), among: FilterField.allNames)
    let names = FilterField.allCases.map(\.rawValue).joined(separator: ", ")
    return fault(
      place, "there is no field '\(name)'",
      remedy: near.map { "Did you mean '\($0)'?" } ?? "There are: \(names).")
  }

  static func fault(_ place: String, _ message: String, remedy: String = "") -> Fault {
    Fault("usage.filter", .user, "\(place): \(message)", remedy: remedy)
  }

  // MARK: Values

  private static func choice(_ text: String, of field: FilterField) -> String? {
    let word = text.lowercased()
    let choices = choices(of: field)
    if choices.contains(word) { return word }
    guard field == .format else { return nil }
    switch word {
    case "jpg", "jpe", "image/jpeg": return "jpeg"
    case "tif", "image/tiff": return "tiff"
    case "heic", "image/heic", "image/heif": return "heif"
    case "image/png", "image/gif", "image/bmp", "image/webp", "image/avif", "image/jxl":
      return String(word.dropFirst(6))
    default: return nil
    }
  }

  static func choices(of field: FilterField) -> [String] {
    switch field {
    case .format: PictureFormat.allCases.map(\.rawValue)
    case .source: ["upload", "api", "batch"]
    case .shape: ["landscape", "portrait", "square"]
    default: []
    }
  }

  /// Numbers as people write them: `1/250` seconds, `2MB`, `f/2.8`, `50mm`.
  private static func quantity(_ text: String, of field: FilterField) -> Double? {
    var word = text.lowercased().filter { $0 != "_" && $0 != " " }
    if field == .fNumber, word.hasPrefix("f/") { word.removeFirst(2) }
    if field == .size, let bytes = bytes(word) { return bytes }
    for unit in units(of: field) where word.hasSuffix(unit) { word.removeLast(unit.count) }
    if field == .exposure, let slash = word.firstIndex(of: "/") {
      guard let above = finite(word[..<slash]),
        let below = finite(word[word.index(after: slash)...]),
        below > 0
      else { return nil }
      return above / below
    }
    return finite(word[...])
  }

  private static func units(of field: FilterField) -> [String] {
    switch field {
    case .exposure: ["s"]
    case .focalLength: ["mm"]
    case .megapixels: ["mp"]
    case .width, .height: ["px"]
    case .altitude: ["m"]
    default: []
    }
  }

  /// With `B` a power of 1000, with `iB` or alone a power of 1024, as everywhere in the program.
  private static func bytes(_ word: String) -> Double? {
    guard let unit = word.firstIndex(where: { $0.isLetter }), let number = finite(word[..<unit])
    else { return nil }
    let suffix = word[unit...]
    if suffix == "b" { return number }
    guard let power = ["k", "m", "g", "t"].firstIndex(of: String(suffix.prefix(1))) else {
      return nil
    }
    switch suffix.dropFirst() {
    case "b": return number * [1e3, 1e6, 1e9, 1e12][power]
    case "", "ib": return number * [1024, 1_048_576, 1_073_741_824, 1_099_511_627_776][power]
    default: return nil
    }
  }

  private static func finite(_ text: Substring) -> Double? {
    guard let number = Double(text), number.isFinite, !text.contains("x") else { return nil }
    return number
  }

  private static func phrase(_ field: FilterField) -> String {
    switch field.kind {
    case .text: "a text"
    case .choice: "one of \(choices(of: field).joined(separator: ", "))"
    case .number: "a number"
    case .boolean: "true or false"
    case .date: "a date such as 2024, 2024-05 or 2024-05-01T12:30"
    case .path: "a path"
    }
  }
}

extension LooseValue {
  /// A number as the word that was written.
  fileprivate var trimmed: String {
    if case .number(let number) = self, number.magnitude < 1e15 { return String(Int64(number)) }
    return description
  }
}
