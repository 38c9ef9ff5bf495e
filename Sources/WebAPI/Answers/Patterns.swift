internal import Core
internal import Engine
internal import HTTPKit

/// The forms of the API's ids and names.
extension JSONShape {
  /// Of a picture or a job: a ULID.
  static let id: JSONShape = .pattern(
    TextPattern(
      "^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$", "an id of 26 letters and digits",
      test: { ULID($0) != nil }))

  /// Of a group of duplicates.
  static let groupID: JSONShape = .pattern(
    TextPattern("^[0-9]{1,15}-[1-9][0-9]{0,8}$", "a group's id such as 3-12") {
      GroupAnswer.parts(of: $0) != nil
    })

  /// Of something that was set aside.
  static let unitID: JSONShape = .pattern(
    TextPattern("^[0-9]{1,9}\\.[0-9]{1,9}$", "an item's id such as 12.3") {
      UnitID($0) != nil
    })

  /// What comes after the name of a picture in that of a file that belongs to it.
  static let companionEnding: JSONShape = .pattern(
    TextPattern(
      "^!?(?=.*[0-9A-Za-z])[\"-.:-@\\[-`{-~][!-.0-~]{1,63}$",
      "what comes after the picture's name, as _mask.png, or .psd with ! before it,"
    ) { (try? CompanionRules([$0])) != nil })

  /// Of an archive: the SHA-256 of its file.
  static let archiveID: JSONShape = .pattern(
    TextPattern("^[0-9a-f]{64}$", "an id of 64 hexadecimal digits") { text in
      text.utf8.count == 64
        && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    })

  /// Of a preview among those of its archive.
  static let previewPosition: JSONShape = .pattern(
    TextPattern("^(0|[1-9][0-9]{0,2})$", "a position from 0 on") { text in
      Int(text).map { "\($0)" == text && (0...999).contains($0) } ?? false
    })

  static let wholePath: JSONShape = .pattern(
    TextPattern("^/[^\\u0000]{0,4095}$", "a whole path, from / on,") { path in
      // By bytes: a mark that combines with the slash would hide it.
      path.utf8.first == UInt8(ascii: "/") && !path.utf8.contains(0)
        && path.unicodeScalars.count <= 4_096
    })

  /// Of a tag: something to read on one line.
  static let tag: JSONShape = .pattern(
    TextPattern(
      "^(?=.*[!-~\\u00A1-\\uFFFF])[^\\u0000-\\u001F\\u007F-\\u009F]{1,100}$",
      "a tag of 1 to 100 characters on one line"
    ) { name in
      let scalars = name.unicodeScalars
      return scalars.count <= 100
        && scalars.contains { $0 > " " && $0 < "\u{7F}" || $0 > "\u{A0}" }
        && !scalars.contains { $0.properties.generalCategory == .control }
    })

  static let month: JSONShape = .pattern(
    TextPattern("^([0-9]{4}-[0-9]{2}|undated)$", "a month such as 2024-05, or undated,") {
      $0 == "undated" || isMonth($0)
    })

  private static func isMonth(_ key: String) -> Bool {
    key.utf8.count == 7
      && key.utf8.enumerated().allSatisfy { position, byte in
        position == 4 ? byte == UInt8(ascii: "-") : (0x30...0x39).contains(byte)
      }
  }

  /// Whether a text fits.
  func fits(_ text: String) -> Bool {
    do throws(HTTPProblem) {
      try check(.string(text))
      return true
    } catch { return false }
  }

  /// A filter: an object, whose fields the engine checks.
  static let filter: JSONShape = .map(.any)
}
