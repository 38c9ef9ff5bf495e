internal import Signing

/// A key that tokens are checked with, and the only algorithm that it is used for.
package struct TokenKey: Sendable {
  package let algorithm: TokenAlgorithm
  /// The name by which tokens choose it (`kid`); `nil` for a key without one.
  package let name: String?
  private let material: Material

  private enum Material: Sendable {
    case key(PublicKey)
    case secret([UInt8])
  }

  init(_ key: PublicKey, _ algorithm: TokenAlgorithm, name: String?) {
    self.algorithm = algorithm
    self.name = name
    material = .key(key)
  }

  /// A secret for HS256.
  init(secret: [UInt8]) {
    algorithm = .hs256
    name = nil
    material = .secret(secret)
  }

  /// Whether a signature is that of a message.
  func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    switch material {
    case .key(let key): return key.verifies(signature, of: message)
    case .secret(let secret):
      return MessageCode.areEqual(MessageCode.sha256(message, key: secret), signature)
    }
  }
}
