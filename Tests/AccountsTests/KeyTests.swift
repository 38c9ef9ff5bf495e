import Accounts
import Core
import Testing

/// Keys that are no good are refused when they are set, not when somebody asks.
@Suite struct KeyTests {
  private func code(_ add: (inout KeySet) throws(Fault) -> Void) -> String? {
    var keys = KeySet()
    do {
      try add(&keys)
      return nil
    } catch {
      #expect(keys.isEmpty && !error.remedy.isEmpty)
      return error.code.name
    }
  }

  @Test func textsThatAreNoPublicKey() throws {
    let pem = try SignedTokens().pem("RS256")
    for text in [
      "", "key", String(pem.prefix(200)), pem.replacing("PUBLIC", with: "PRIVATE"),
      pem.replacing("MIIB", with: "MIIC"),
    ] {
      #expect(code { keys throws(Fault) in try keys.add(pem: text) } == "jwt.key", "\(text)")
    }
  }

  /// RSA with 1024 bits, and the curve P-384: made by openssl, and used for nothing else.
  @Test func keysThatAreTooWeakOrNotUsed() {
    let small = """
      -----BEGIN PUBLIC KEY-----
      MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQClKCKE9zWxr4WAkmZgDNWu54Pu
      X+StdrZZmkvBLEIdTXO65QTpg1jXBwlomdlRqpawQftpJtUycFSLRLTcBWkXImB0
      esJ48ZKPF6ssYBON/5EMdeQj+NG3iIehA6vgdkJSBCfIy87OeCMEAVAJGyo8SouW
      5PRMTkK6IoRaaR1lwwIDAQAB
      -----END PUBLIC KEY-----
      """
    let curve = """
      -----BEGIN PUBLIC KEY-----
      MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE8Oz/wHyyPWQXLd8LMEgSuIMzjq05YdaP
      MsHz0lrVbDlK3iDc68OMSFlKmQupkpDYOFXYYOJ3Hq/uGc7e9BIXm6tImdSe9g/q
      EPepKJaOrelcVgg0eHJGYKzqjT7Wer6B
      -----END PUBLIC KEY-----
      """
    for pem in [small, curve] {
      #expect(code { keys throws(Fault) in try keys.add(pem: pem) } == "jwt.key")
    }
  }

  @Test func secretsThatAreNone() throws {
    let pem = try SignedTokens().pem("RS256")
    for secret in ["", "short", String(repeating: "x", count: 31), pem, "  \n" + pem] {
      let bytes = Array(secret.utf8)
      #expect(code { keys throws(Fault) in try keys.add(secret: bytes) } == "jwt.secret")
    }
    let enough = [UInt8](repeating: 1, count: 32)
    #expect(code { keys throws(Fault) in try keys.add(secret: enough) } == nil)
  }

  @Test func setsThatHoldTooMuchOrNothing() throws {
    let set = try JSONValue(parsing: SignedTokens().jwks)
    guard case .array(let keys)? = set["keys"] else { throw SignedTokens.Missing() }
    func with(_ members: JSONValue.Member...) -> [JSONValue] {
      keys.map { key in
        guard case .object(let known) = key else { return key }
        return .object(known.filter { one in !members.contains { $0.key == one.key } } + members)
      }
    }
    for elements in [
      [], with(.init("d", "AQAB")), with(.init("k", "AQAB")), with(.init("use", "enc")),
      with(.init("alg", "HS256")), with(.init("kty", "oct")),
      // Points that lie on no curve, and numbers that make no key.
      with(.init("x", "AQAB"), .init("n", "AQAB")),
    ] as [[JSONValue]] {
      let bytes = JSONText.bytes(["keys": .array(elements)])
      #expect(
        code { keys throws(Fault) in try keys.add(jwks: bytes) } == "jwt.keys",
        "\(String(decoding: bytes, as: UTF8.self))")
    }
    for text in ["", "[]", "{}", "{\"keys\": {}}"] {
      #expect(code { keys throws(Fault) in try keys.add(jwks: Array(text.utf8)) } == "jwt.keys")
    }
  }
}
