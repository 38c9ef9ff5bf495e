package import Core

/// The step of a chain of tools that a file's name tells: `stage1.5_face_swapped` of
/// `20250719_143022_stage1.5_face_swapped.png`, and what is left of the name without it.
package struct StageName: Hashable, Sendable {
  /// From `stage` to the end of the stem, in lower case.
  package var stage: String
  /// The number after `stage`, for order: 1.5.
  package var number: Double
  /// The bytes before it, without the separator: `20250719_143022`. Pictures of one set share them.
  package var base: [UInt8]

  /// - Returns: `nil` when the name has no `stage` followed by a number.
  package init?(in name: FilePath) {
    let stem = name.lastComponent.stem.bytes
    let word = Array("stage".utf8)
    var start = stem.count - word.count - 1
    while start >= 0 {
      let isBoundary = start == 0 || !Self.isLetter(stem[start - 1])
      if isBoundary, stem[start..<(start + 5)].elementsEqual(word, by: { $0 | 0x20 == $1 }) {
        // `stage1`, `stage_1` and `stage-1` are the same to a person.
        var position = start + 5
        if position < stem.count, [0x5F, 0x2D, 0x20].contains(stem[position]) { position += 1 }
        let digits = stem[position...].prefix { NameMoment.isDigit($0) || $0 == 0x2E }
        if let number = Double(String(decoding: digits, as: UTF8.self)), digits.first != 0x2E {
          stage = String(decoding: stem[start...], as: UTF8.self).lowercased()
          self.number = number
          var base = stem[..<start]
          while let last = base.last, [0x5F, 0x2D, 0x20, 0x2E].contains(last) { base.removeLast() }
          self.base = Array(base)
          return
        }
      }
      start -= 1
    }
    return nil
  }

  /// A stage that a person's own pattern found in a name.
  package init(base: String, stage: String) {
    self.base = Array(base.utf8)
    self.stage = stage.lowercased()
    let digits = stage.utf8.drop { !NameMoment.isDigit($0) }
      .prefix { NameMoment.isDigit($0) || $0 == 0x2E }
    number = Double(String(decoding: digits, as: UTF8.self)) ?? 0
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
