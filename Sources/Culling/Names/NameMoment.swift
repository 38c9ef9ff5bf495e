package import Core

/// A moment that a file's name tells.
///
/// Understood are `20250719_143022` (also with `-`, `T`, a blank or nothing between date and time,
/// and with three digits of milliseconds), `2025-07-19 14.30.22` (also with `_` and `T`, and with
/// `-`, `:` and `_` between hours, minutes and seconds), and whole runs of ten or thirteen digits,
/// which are seconds or milliseconds since 1970 between 2000 and 2100.
package struct NameMoment: Hashable, Sendable {
  /// Since 1970. Of the wall clock where the digits are a date, of UTC where they count seconds.
  package var milliseconds: Int64
  /// Whether the digits count seconds since 1970, so that a time zone has to be added.
  package var isUTC: Bool
  /// Where the digits stand in the bytes of the name.
  package var range: Range<Int>

  /// The first moment in a name; `nil` when it tells none. Linear in the length of the name.
  package init?(in name: FilePath) {
    let bytes = name.lastComponent.bytes
    var position = 0
    while position < bytes.count {
      guard Self.isDigit(bytes[position]) else {
        position += 1
        continue
      }
      var end = position
      while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
      if let found = Self.moment(bytes, position..<end) {
        self = found
        return
      }
      position = end
    }
    return nil
  }

  private init(milliseconds: Int64, isUTC: Bool, range: Range<Int>) {
    self.milliseconds = milliseconds
    self.isUTC = isUTC
    self.range = range
  }

  /// The moment that begins with a run of digits.
  private static func moment(_ bytes: [UInt8], _ run: Range<Int>) -> NameMoment? {
    var reader = DigitReader(bytes: bytes, position: run.lowerBound)
    switch run.count {
    case 10, 13:
      guard let count = reader.number(run.count) else { return nil }
      let milliseconds = run.count == 10 ? Int64(count) * 1000 : Int64(count)
      guard (946_684_800_000..<4_102_444_800_000).contains(milliseconds) else { return nil }
      return NameMoment(milliseconds: milliseconds, isUTC: true, range: run)
    case 8, 14, 17: return compact(&reader, run)
    case 4: return spaced(&reader, run)
    default: return nil
    }
  }

  private static func compact(_ reader: inout DigitReader, _ run: Range<Int>) -> NameMoment? {
    guard let year = reader.number(4), let month = reader.number(2), let day = reader.number(2)
    else { return nil }
    if run.count == 8 {
      guard reader.skip("_-T t") else { return nil }
      // Six digits of time, or nine with milliseconds, and no more.
      guard [6, 9].contains(reader.runLength) else { return nil }
    }
    guard let hour = reader.number(2), let minute = reader.number(2), let second = reader.number(2)
    else { return nil }
    let fraction = reader.runLength == 3 ? reader.number(3) ?? 0 : 0
    return wallClock([year, month, day, hour, minute, second], fraction, run.lowerBound, reader)
  }

  private static func spaced(_ reader: inout DigitReader, _ run: Range<Int>) -> NameMoment? {
    guard let year = reader.number(4), reader.skip("-._"), let month = reader.number(2),
      reader.skip("-._"), let day = reader.number(2), reader.skip("_-T t"),
      let hour = reader.number(2), reader.skip(".-:_"), let minute = reader.number(2),
      reader.skip(".-:_"), let second = reader.number(2), reader.runLength == 0
    else { return nil }
    return wallClock([year, month, day, hour, minute, second], 0, run.lowerBound, reader)
  }

  private static func wallClock(
    _ parts: [Int], _ fraction: Int, _ start: Int, _ reader: DigitReader
  ) -> NameMoment? {
    guard
      let seconds = CivilTime.seconds(
        year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4],
        second: parts[5])
    else { return nil }
    return NameMoment(
      milliseconds: seconds * 1000 + Int64(fraction), isUTC: false, range: start..<reader.position)
  }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

/// Reads digits and separators of a name, one after another.
private struct DigitReader {
  let bytes: [UInt8]
  var position: Int

  /// How many digits follow.
  var runLength: Int { bytes[position...].prefix(while: NameMoment.isDigit).count }

  /// A number of exactly so many digits.
  mutating func number(_ count: Int) -> Int? {
    guard runLength >= count else { return nil }
    defer { position += count }
    return bytes[position..<(position + count)].reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// Passes over one of some separators.
  mutating func skip(_ separators: StaticString) -> Bool {
    let isThere = separators.withUTF8Buffer { allowed in
      position < bytes.count && allowed.contains(bytes[position])
    }
    if isThere { position += 1 }
    return isThere
  }
}
