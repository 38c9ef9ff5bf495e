package import Core

/// A name or stem to compare by: text without case and in any composition, or plain bytes.
package enum NameKey: Hashable, Sendable {
  case text(String)
  case bytes([UInt8])

  package init(_ name: FilePath) {
    // Two texts are equal in Swift however their accents are composed.
    if let text = String(validating: name.bytes, as: UTF8.self) {
      self = .text(text.lowercased())
    } else {
      self = .bytes(ScanRules.lowercased(name.bytes))
    }
  }
}
