internal import Core

/// A request in the one form that both sides sign
/// ([AWS Signature Version 4](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html)).
package struct CanonicalRequest: Sendable {
  package var method: String
  /// Escaped once, as S3 wants it; other services escape it twice.
  package var path: String
  /// Not escaped, without the signature itself.
  package var query: [(name: String, value: String)]
  /// All that are signed; several of one name keep their order.
  package var headers: [(name: String, value: String)]
  /// The digest of the content in hexadecimal digits, or a word that stands for none.
  package var payload: String

  package init(
    method: String, path: String, query: [(name: String, value: String)],
    headers: [(name: String, value: String)], payload: String
  ) {
    (self.method, self.path, self.query) = (method, path, query)
    (self.headers, self.payload) = (headers, payload)
  }

  package static let unsignedPayload = "UNSIGNED-PAYLOAD"

  package var text: String {
    let fields = canonicalHeaders
    return [
      method, path.isEmpty ? "/" : path, canonicalQuery,
      fields.map { "\($0.name):\($0.value)\n" }.joined(), signedHeaders, payload,
    ].joined(separator: "\n")
  }

  package var digest: String {
    Hexadecimal.string(of: RunningDigest.of(Array(text.utf8), .sha256))
  }

  /// The names of the signed headers, in order: `host;x-amz-date`.
  package var signedHeaders: String { canonicalHeaders.map(\.name).joined(separator: ";") }

  package var canonicalQuery: String {
    query.map { (SigningEscapes.escaped($0.name), SigningEscapes.escaped($0.value)) }
      .sorted { $0.0 == $1.0 ? Self.isLess($0.1, $1.1) : Self.isLess($0.0, $1.0) }
      .map { "\($0.0)=\($0.1)" }.joined(separator: "&")
  }

  private var canonicalHeaders: [(name: String, value: String)] {
    var values: [String: [String]] = [:]
    for header in headers {
      values[header.name.lowercased(), default: []].append(Self.condensed(header.value))
    }
    return values.map { ($0.key, $0.value.joined(separator: ",")) }
      .sorted { Self.isLess($0.name, $1.name) }
  }

  /// By code points: Swift's own order of texts is Unicode's.
  private static func isLess(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  /// Without blanks around, and with one where there are several.
  private static func condensed(_ value: String) -> String {
    value.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
  }
}

/// Escapes as signatures want them: all but letters, digits and `-._~` (RFC 3986 § 2.3), in capitals.
package enum SigningEscapes {
  package static func escaped(_ text: some StringProtocol, keepsSlashes: Bool = false) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.append(byte)
      case UInt8(ascii: "/") where keepsSlashes: result.append(byte)
      default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let digits = Array("0123456789ABCDEF".utf8)
}
