internal import Core
internal import Signing

/// 256 random bits that prove who asks. Whoever has them shows them; here only their digest is kept, by
/// which they cannot be found.
package struct Secret: Sendable {
  /// What a key begins with, so that people and programs that look for secrets know it.
  package static let keyPrefix = "smb_"
  /// 64 lower-case digits.
  private let digits: String

  /// A new one, by the system's generator.
  package init() {
    var generator = SystemRandomNumberGenerator()
    digits = Hexadecimal.string(
      of: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  /// - Returns: `nil` for what is no `smb_` and 64 lower-case digits.
  package init?(key text: String) {
    guard text.hasPrefix(Self.keyPrefix) else { return nil }
    self.init(digits: text.dropFirst(Self.keyPrefix.count))
  }

  /// - Returns: `nil` for what is not 64 lower-case digits.
  package init?(digits text: some StringProtocol) {
    let isDigits = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
    guard text.utf8.count == 64, isDigits else { return nil }
    digits = String(text)
  }

  /// As a key is shown, once.
  package var keyText: String { Self.keyPrefix + digits }
  /// As a cookie holds it.
  package var text: String { digits }
  /// The first 24 of its bits, by which a person tells keys apart.
  var hint: String { Self.keyPrefix + digits.prefix(6) }

  /// SHA-256 of the digits. A slow hash is for what people choose; nobody guesses 256 bits.
  var digest: [UInt8] { RunningDigest.of(Array(digits.utf8), .sha256) }

  /// Whether this is the secret of a digest, in a time that does not tell where they differ.
  func matches(_ digest: [UInt8]) -> Bool { MessageCode.areEqual(self.digest, digest) }
}
