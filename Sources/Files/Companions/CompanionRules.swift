package import Core

/// Which files travel with pictures beyond those of a picture's stem, and which of those do not.
///
/// Written as words, each an ending of file names without regard to ASCII case: `_mask.png` makes
/// `IMG_mask.png` and `IMG.jpg_mask.png` travel with `IMG.jpg`, `.depth.json` makes
/// `IMG.depth.json`; `!.psd` lets no file of that ending travel with a picture.
package struct CompanionRules: Hashable, Sendable {
  /// In lower case; the longest first, so that of two that fit the longer decides.
  package private(set) var endings: [String] = []
  /// Endings of files that stay, likewise.
  package private(set) var staying: [String] = []

  /// Nothing but the stem counts.
  package static let usual = CompanionRules()

  package init() {}

  /// - Throws: `companions.ending` for a word that is no ending.
  package init(_ words: some Sequence<String>) throws(Fault) {
    for word in words { try insert(word) }
  }

  /// The words that make these rules, in their order.
  package var words: [String] { endings.sorted() + staying.sorted().map { "!" + $0 } }

  /// Adds a rule; one that says the opposite of it goes.
  ///
  /// - Throws: `companions.ending`.
  package mutating func insert(_ word: String) throws(Fault) {
    let (ending, stays) = try Self.ending(of: word)
    remove(ending)
    if stays { staying.append(ending) } else { endings.append(ending) }
    endings.sort(by: Self.isLonger)
    staying.sort(by: Self.isLonger)
  }

  /// Takes a rule away, whatever it says.
  ///
  /// - Returns: whether there was one.
  /// - Throws: `companions.ending`.
  package mutating func remove(word: String) throws(Fault) -> Bool {
    remove(try Self.ending(of: word).text)
  }

  @discardableResult
  private mutating func remove(_ ending: String) -> Bool {
    let count = endings.count + staying.count
    endings.removeAll { $0 == ending }
    staying.removeAll { $0 == ending }
    return endings.count + staying.count < count
  }

  /// What is left of a name without an ending that makes it travel: `IMG` of `IMG_mask.png`; `nil`
  /// for a name that has none, or nothing before it.
  func nameWithoutEnding(_ name: FilePath) -> FilePath? {
    guard let ending = endings.first(where: { Self.has(name, $0) }) else { return nil }
    return FilePath(bytes: name.bytes.dropLast(ending.utf8.count))
  }

  /// Whether a file stays where it is though it belongs to a picture by its name.
  func stays(_ name: FilePath) -> Bool { staying.contains { Self.has(name, $0) } }

  private static func has(_ name: FilePath, _ ending: String) -> Bool {
    name.bytes.count > ending.utf8.count
      && ScanRules.lowercased(name.bytes.suffix(ending.utf8.count)).elementsEqual(ending.utf8)
  }

  private static func isLonger(_ one: String, _ other: String) -> Bool {
    (other.utf8.count, one) < (one.utf8.count, other)
  }

  private static func ending(of word: String) throws(Fault) -> (text: String, stays: Bool) {
    let stays = word.hasPrefix("!")
    let text = String(stays ? word.dropFirst() : word[...]).lowercased()
    let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "/") }
    // A letter or digit at its start would cut names in the middle of a word or number: with 1.txt
    // IMG_11.txt would belong to IMG_1.
    guard (2...64).contains(text.utf8.count), isPlain, let first = text.first,
      !first.isLetter, !first.isNumber, first != "!",
      text.contains(where: { $0.isLetter || $0.isNumber })
    else {
      throw Fault(
        "companions.ending", .user, "\(word) is no ending of companions",
        remedy: "Write what comes after the picture's name, as _mask.png or .depth.json; with ! "
          + "before it, as !.psd, such files stay.")
    }
    return (text, stays)
  }
}
