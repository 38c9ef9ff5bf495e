/// Dates and offsets as EXIF, XMP and IPTC write them. What cannot be a date is none.
enum CameraClock {
  struct Reading: Equatable {
    /// `2024-05-01T12:34:56.789`
    var local: String
    var offsetMinutes: Int?
  }

  /// EXIF: `2024:05:01 12:34:56`, with the digits of a sub-second field and an offset such as
  /// `+02:00`.
  static func exif(_ text: String, subSeconds: String?, offset: String?) -> Reading? {
    guard var reading = iso(text) else { return nil }
    if let digits = subSeconds.map({ LegacyText.trimmed($0) }), !digits.isEmpty,
      digits.utf8.count <= 9,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !reading.local.contains(".")
    {
      reading.local += "." + digits
    }
    if let offset { reading.offsetMinutes = minutes(ofOffset: Array(offset.utf8)) }
    return reading
  }

  /// XMP (ISO 8601): `2024-05-01T12:34:56.789+02:00`; a date alone is taken at midnight. Also reads
  /// EXIF's punctuation.
  static func iso(_ text: String) -> Reading? {
    let bytes = Array(text.utf8)
    func number(_ start: Int, _ count: Int) -> Int? {
      guard start + count <= bytes.count else { return nil }
      return bytes[start..<start + count].reduce(Int?(0)) { sum, byte in
        guard let sum, (0x30...0x39).contains(byte) else { return nil }
        return sum * 10 + Int(byte - 0x30)
      }
    }
    guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
      year >= 1800, (1...12).contains(month), (1...days(in: month, of: year)).contains(day),
      Set(":-/.").contains(Character(Unicode.Scalar(bytes[4]))), bytes[4] == bytes[7]
    else { return nil }
    let date = padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) + "T"
    guard bytes.count > 10 else { return Reading(local: date + "00:00:00") }
    guard bytes[10] == 0x20 || bytes[10] == UInt8(ascii: "T"), let hour = number(11, 2), hour < 24,
      let minute = number(14, 2), minute < 60
    else { return nil }
    var position = 16
    var second = 0
    if bytes.count > 16, bytes[16] == UInt8(ascii: ":") {
      guard let value = number(17, 2), value <= 60 else { return nil }
      (second, position) = (value, 19)
    }
    var local = date + padded(hour, 2) + ":" + padded(minute, 2) + ":" + padded(second, 2)
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      let digits = bytes[(position + 1)...].prefix { (0x30...0x39).contains($0) }
      position += 1 + digits.count
      if !digits.isEmpty { local += "." + String(decoding: digits.prefix(9), as: UTF8.self) }
    }
    return Reading(local: local, offsetMinutes: minutes(ofOffset: Array(bytes[position...])))
  }

  /// `+02:00`, `-0330` or `Z` as minutes; the zones of Earth reach from −12 to +14 hours.
  static func minutes(ofOffset bytes: [UInt8]) -> Int? {
    if bytes.first == UInt8(ascii: "Z") { return 0 }
    guard let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      return nil
    }
    let digits = bytes.dropFirst().filter { $0 != UInt8(ascii: ":") }.prefix {
      $0 != 0 && $0 != 0x20
    }
    guard digits.count == 4, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let value = digits.map { Int($0 - 0x30) }
    let total = (value[0] * 10 + value[1]) * 60 + value[2] * 10 + value[3]
    guard total <= 14 * 60 else { return nil }
    return sign == UInt8(ascii: "-") ? -total : total
  }

  private static func days(in month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
