/// Texts without what people leave out when they type: case and diacritics.
///
/// Latin letters (Latin-1, Extended-A, the common part of Extended-B and the Vietnamese block) lose
/// their marks by a table, letters of other alphabets lose combining marks; `ß` is `ss`, `æ` is `ae`.
package enum TextFolding {
  /// Lower case, without diacritics. Folding twice changes nothing. O(length).
  package static func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result += scalar.properties.lowercaseMapping
      } else if let plain = table[scalar] {
        result += plain
      } else if scalar.properties.canonicalCombiningClass == .notReordered {
        for lower in scalar.properties.lowercaseMapping.unicodeScalars {
          if let plain = table[lower] {
            result += plain
          } else if lower.properties.canonicalCombiningClass == .notReordered {
            result.unicodeScalars.append(lower)
          }
        }
      }
    }
    return result
  }

  private static let table: [Unicode.Scalar: String] = {
    var table: [Unicode.Scalar: String] = [:]
    for (plain, letters) in letters {
      for letter in letters.unicodeScalars {
        table[letter] = plain
        for upper in letter.properties.uppercaseMapping.unicodeScalars
        where letter.properties.uppercaseMapping.unicodeScalars.count == 1 {
          table[upper] = plain
        }
      }
    }
    table["\u{1E9E}"] = "ss"
    table["\u{0130}"] = "i"
    return table
  }()

  private static let letters: [(String, String)] = [
    ("a", "àáâãäåāăąǎǟǡǻȁȃạảấầẩẫậắằẳẵặª"), ("ae", "æǣǽ"), ("b", "ḃḅ"), ("c", "çćĉċč"),
    ("d", "ďđðḋḍ"),
    ("e", "èéêëēĕėęěȅȇẹẻẽếềểễệ"), ("f", "ḟ"), ("g", "ĝğġģǧǵ"), ("h", "ĥħḣḥ"),
    ("i", "ìíîïĩīĭįıǐȉȋỉị"), ("ij", "ĳ"), ("j", "ĵǰ"), ("k", "ķǩ"), ("l", "ĺļľŀłḷ"), ("m", "ṁṃ"),
    ("n", "ñńņňŉǹṅṇ"), ("o", "òóôõöøōŏőơǒǫȍȏȯọỏốồổỗộớờởỡợº"), ("oe", "œ"), ("p", "ṗ"),
    ("r", "ŕŗřȑȓṛ"), ("s", "śŝşšșṡṣ"), ("ss", "ß"), ("t", "ţťŧțṫṭ"), ("th", "þ"),
    ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗụủứừửữự"), ("w", "ŵẁẃẅ"), ("x", "ẋẍ"), ("y", "ýÿŷỳỵỷỹ"), ("z", "źżžẓ"),
  ]
}
