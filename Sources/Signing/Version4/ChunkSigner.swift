internal import Core

/// Signatures of the chunks of a body, each over the one before
/// ([chunked upload](https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html)).
package struct ChunkSigner: Sendable {
  private let key: [UInt8]
  private let time: SigningTime
  private let scope: SigningScope
  private var previous: String

  /// - Parameter seed: the signature of the request itself.
  package init(keys: SigningKeys, time: SigningTime, scope: SigningScope, seed: String) {
    key = keys.key(for: scope)
    (self.time, self.scope, previous) = (time, scope, seed)
  }

  /// The signature of the next chunk.
  ///
  /// - Parameter digest: the SHA-256 of its bytes.
  package mutating func chunk(_ digest: [UInt8]) -> String {
    sign("AWS4-HMAC-SHA256-PAYLOAD", [Self.empty, Hexadecimal.string(of: digest)])
  }

  /// The signature of the fields after the last chunk.
  ///
  /// - Parameter text: a line `name:value` with a line feed for each.
  package mutating func trailer(_ text: String) -> String {
    let digest = RunningDigest.of(Array(text.utf8), .sha256)
    return sign("AWS4-HMAC-SHA256-TRAILER", [Hexadecimal.string(of: digest)])
  }

  private mutating func sign(_ algorithm: String, _ digests: [String]) -> String {
    let text = ([algorithm, "\(time)", "\(scope)", previous] + digests).joined(separator: "\n")
    previous = Hexadecimal.string(of: MessageCode.sha256(text, key: key))
    return previous
  }

  private static let empty = Hexadecimal.string(of: RunningDigest.of([], .sha256))
}
