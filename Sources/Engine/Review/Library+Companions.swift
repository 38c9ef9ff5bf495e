import Catalogue
import Core
package import Files

extension Library {
  private static let companionSetting = "companions"

  /// Which files travel with pictures beyond those of their stem, in this library.
  ///
  /// - Throws: a fault when the catalogue cannot be read.
  package func companionRules() throws -> CompanionRules {
    let words = try reader.setting(Self.companionSetting)?.split(separator: " ").map(String.init)
    return try CompanionRules(words ?? [])
  }

  /// The library's rules, with more of them for one time.
  ///
  /// - Throws: `companions.ending`.
  func companionRules(adding words: [String]) throws -> CompanionRules {
    var rules = try companionRules()
    for word in words { try rules.insert(word) }
    return rules
  }

  package func setCompanionRules(_ rules: CompanionRules) throws {
    let text = rules.words.joined(separator: " ")
    try writer.transaction { try $0.setSetting(Self.companionSetting, to: text) }
  }
}
