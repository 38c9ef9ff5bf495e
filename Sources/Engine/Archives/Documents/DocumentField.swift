import Core

/// A value somewhere in a document that may hold anything, with its place for messages.
struct DocumentField {
  /// `nil` where it is missing.
  private let value: JSONValue?
  /// `archives[3].previews[0].pdq`.
  private let place: String

  init(_ document: JSONValue) { (value, place) = (document, "") }

  private init(_ value: JSONValue?, _ place: String) { (self.value, self.place) = (value, place) }

  /// A member, which may be missing.
  subscript(_ key: String) -> DocumentField {
    DocumentField(value?[key], place.isEmpty ? key : "\(place).\(key)")
  }

  var isNull: Bool { value == nil || value == .null }

  func elements(most: Int) throws(Fault) -> [DocumentField] {
    guard case .array(let elements) = value else { throw wrong("is no list") }
    guard elements.count <= most else { throw wrong("has more than \(most) elements") }
    return elements.enumerated().map { DocumentField($1, "\(place)[\($0)]") }
  }

  func text(mostBytes: Int = 65_536) throws(Fault) -> String {
    guard let text = value?.text else { throw wrong("is no text") }
    guard text.utf8.count <= mostBytes else { throw wrong("is longer than \(mostBytes) bytes") }
    return text
  }

  func integer(_ range: ClosedRange<Int64>) throws(Fault) -> Int64 {
    guard let number = value?.int.map(Int64.init), range.contains(number) else {
      throw wrong("is no whole number of \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func number(_ range: ClosedRange<Float>) throws(Fault) -> Float {
    guard let number = value?.double.map({ Float($0) }), range.contains(number) else {
      throw wrong("is no number of \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// What `read` makes of a text; a fault where it makes nothing.
  func parsed<Parsed>(_ what: String, _ read: (String) -> Parsed?) throws(Fault) -> Parsed {
    guard let parsed = read(try text()) else { throw wrong("is no \(what)") }
    return parsed
  }

  func wrong(_ what: String) -> Fault {
    Fault(
      "import.archives-malformed", .user,
      "is damaged or was changed: \(place.isEmpty ? "the document" : place) \(what)",
      remedy: "Export it again, or look into the archives: semblance index --archives FOLDER")
  }
}
