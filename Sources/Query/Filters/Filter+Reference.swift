import Catalogue
import Core

/// What filters mean, in Swift: the truth that the SQL of ``FilterSQL`` is tested against.
extension Filter {
  package func matches(_ record: FilterRecord) -> Bool {
    switch self {
    case .all(let filters): filters.allSatisfy { $0.matches(record) }
    case .any(let filters): filters.contains { $0.matches(record) }
    case .not(let filter): !filter.matches(record)
    case .atLeast(let count, let filters): filters.count { $0.matches(record) } >= count
    case .field(let field, let test): test.matches(record.values(of: field), field)
    case .near(let latitude, let longitude, let metres):
      Self.isNear(record.image.record.metadata, latitude, longitude, metres)
    }
  }

  private static func isNear(
    _ metadata: PictureMetadata, _ latitude: Double, _ longitude: Double, _ metres: Double
  ) -> Bool {
    guard let ownLatitude = metadata.latitude, let ownLongitude = metadata.longitude else {
      return false
    }
    return GreatCircle.haversine(from: latitude, longitude, to: ownLatitude, ownLongitude)
      <= GreatCircle.haversine(ofMetres: metres)
  }
}

extension Filter.Test {
  fileprivate func matches(_ values: [FilterRecord.Value], _ field: FilterField) -> Bool {
    func holds(_ wanted: FilterValue) -> Bool {
      wanted == .null ? values.isEmpty : values.contains { $0.equals(wanted, field) }
    }
    return switch self {
    case .equal(let wanted): holds(wanted)
    case .notEqual(let wanted): !holds(wanted)
    case .less(let bound): values.contains { $0.order(bound) == .before }
    case .lessOrEqual(let bound): values.contains { [.before, .same].contains($0.order(bound)) }
    case .greater(let bound): values.contains { $0.order(bound) == .after }
    case .greaterOrEqual(let bound): values.contains { [.after, .same].contains($0.order(bound)) }
    case .like(let pattern): values.contains { LikePattern(pattern).matches($0.text) }
    case .any(let wanted): wanted.contains(where: holds)
    case .all(let wanted): wanted.allSatisfy(holds)
    case .none(let wanted): !wanted.contains(where: holds)
    case .exists(let exists): values.isEmpty != exists
    case .count(let range): range.contains(Set(values).count)
    }
  }
}

extension FilterRecord.Value {
  fileprivate enum Order { case before, same, after, none }

  /// Where the value lies to a bound; a date is the same as every moment in it.
  fileprivate func order(_ bound: FilterValue) -> Order {
    switch (self, bound) {
    case (.number(let own), .number(let other)):
      own < other ? .before : own > other ? .after : .same
    case (.moment(let own), .date(let span)):
      own < span.start.rawValue ? .before : own >= span.end.rawValue ? .after : .same
    case (.clock(let own), .date(let span)):
      own < span.localStart ? .before : own >= span.localEnd ? .after : .same
    default: .none
    }
  }

  fileprivate func equals(_ wanted: FilterValue, _ field: FilterField) -> Bool {
    switch (self, wanted) {
    case (.text(let own), .text(let other)): own.asciiFolded == other.asciiFolded
    case (.boolean(let own), .boolean(let other)): own == other
    case (.path(let own), .path(let other)):
      field == .folder ? own.lies(in: other) : own.ends(other)
    default: order(wanted) == .same
    }
  }

  fileprivate var text: String {
    switch self {
    case .text(let text), .clock(let text): text
    case .path(let path): String(decoding: path.bytes, as: UTF8.self)
    case .number, .boolean, .moment: ""
    }
  }
}

extension FilePath {
  private static let slash = UInt8(ascii: "/")

  /// In a folder or below it; a folder that is not from the root may stand anywhere in the path.
  fileprivate func lies(in folder: FilePath) -> Bool {
    if folder.bytes.first == Self.slash { return isInside(folder) }
    return (bytes + [Self.slash]).contains(sequence: [Self.slash] + folder.bytes + [Self.slash])
  }

  fileprivate func ends(_ path: FilePath) -> Bool {
    if path.bytes.first == Self.slash { return self == path }
    return bytes.suffix(path.bytes.count + 1) == ArraySlice([Self.slash] + path.bytes)
  }
}

extension [UInt8] {
  fileprivate func contains(sequence: [UInt8]) -> Bool {
    guard count >= sequence.count else { return false }
    return (0...(count - sequence.count)).contains { self[$0...].starts(with: sequence) }
  }
}

extension String {
  /// With ASCII's capitals made small, as SQLite's NOCASE compares.
  fileprivate var asciiFolded: [UInt8] {
    utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }
  }
}
