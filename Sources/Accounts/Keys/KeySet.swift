package import Core

/// The keys of a server's settings.
package struct KeySet: Sendable {
  package private(set) var keys: [TokenKey] = []

  package init() {}

  package var isEmpty: Bool { keys.isEmpty }

  /// Adds the key of a PEM text.
  ///
  /// - Throws: a fault when it is no public key, or not one of RSA (2048 bits and more), P-256 or
  ///   Ed25519.
  package mutating func add(pem: String) throws(Fault) {
    guard let key = PublicKey(pem: Array(pem.utf8)) else {
      throw Fault(
        "jwt.key", .user, "the public key for tokens is not a PEM text of one",
        remedy: "Give the text that begins with -----BEGIN PUBLIC KEY-----, or the file with it.")
    }
    guard let algorithm = key.algorithm else {
      throw Fault(
        "jwt.key", .user, "the public key for tokens is of a kind that is not used",
        remedy: "Use RSA with 2048 bits or more, P-256 or Ed25519.")
    }
    keys.append(TokenKey(key, algorithm, name: nil))
  }

  /// Adds the secret that tokens are signed with by HS256.
  ///
  /// - Throws: a fault when it is shorter than 32 bytes (RFC 7518 § 3.2), or a key: what is public is
  ///   no secret.
  package mutating func add(secret: [UInt8]) throws(Fault) {
    guard secret.count >= 32 else {
      throw Fault(
        "jwt.secret", .user, "the secret for tokens has \(secret.count) bytes, less than 32",
        remedy: "Make one with: openssl rand -hex 32")
    }
    guard !String(decoding: secret, as: UTF8.self).contains("-----BEGIN") else {
      throw Fault(
        "jwt.secret", .user, "the secret for tokens is a key in PEM",
        remedy: "Give a public key as JWT_PUBLIC_KEY: everybody may know it, so it is no secret.")
    }
    keys.append(TokenKey(secret: secret))
  }

  /// Adds the keys of a JWK set (RFC 7517). Those of other kinds and for other uses are left out.
  ///
  /// - Throws: a fault when it is no such set, holds a secret or a private key, or none that is used.
  package mutating func add(jwks bytes: [UInt8]) throws(Fault) {
    guard let document = try? JSONValue(parsing: bytes),
      case .array(let elements)? = document["keys"]
    else {
      throw Fault(
        "jwt.keys", .user, "the file of keys for tokens is no JWK set",
        remedy: "It has the form {\"keys\": […]}.")
    }
    var added: [TokenKey] = []
    for element in elements {
      guard element["d"] == nil, element["k"] == nil else {
        throw Fault(
          "jwt.keys", .user, "the file of keys for tokens holds a private key or a secret",
          remedy: "Leave only public keys in it: this server signs nothing.")
      }
      if let key = Self.key(element) { added.append(key) }
    }
    guard !added.isEmpty else {
      throw Fault(
        "jwt.keys", .user, "the file of keys for tokens holds none that is used",
        remedy: "Use keys for RS256 (2048 bits or more), ES256 or EdDSA with Ed25519.")
    }
    keys += added
  }

  private static func key(_ element: JSONValue) -> TokenKey? {
    guard element["use"] == nil || element["use"]?.text == "sig" else { return nil }
    func number(_ name: String) -> [UInt8]? {
      element[name]?.text.flatMap { Base64URL.bytes($0.utf8) }
    }
    let key: PublicKey?
    switch (element["kty"]?.text, element["crv"]?.text) {
    case ("RSA", _):
      guard let modulus = number("n"), let exponent = number("e") else { return nil }
      key = PublicKey(modulus: modulus, exponent: exponent)
    case ("EC", "P-256"):
      guard let x = number("x"), let y = number("y") else { return nil }
      key = PublicKey(x: x, y: y)
    case ("OKP", "Ed25519"):
      guard let x = number("x") else { return nil }
      key = PublicKey(ed25519: x)
    default: return nil
    }
    guard let key, let algorithm = key.algorithm,
      element["alg"] == nil || element["alg"]?.text == algorithm.rawValue
    else { return nil }
    return TokenKey(key, algorithm, name: element["kid"]?.text)
  }

  /// The keys that a token may be of: those of the name in its head, and those without a name; all
  /// where the head names none.
  func candidates(named name: JSONValue?) throws(TokenRefusal) -> [TokenKey] {
    guard let name else { return keys }
    guard let text = name.text else { throw .malformed }
    return keys.filter { $0.name == nil || $0.name == text }
  }
}
