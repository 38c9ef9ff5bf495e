import Accounts
import Core
import TestSupport
import Testing

/// True tokens count, and no other does.
@Suite struct TokenTests {
  @Test(arguments: [true, false])
  func tokensOfAllFourAlgorithmsCount(fromSet: Bool) throws {
    let signed = try SignedTokens()
    let verifier = try signed.verifier(fromSet: fromSet)
    let accepted = signed.tokens("accepted")
    #expect(accepted.count == 11)
    for (name, token) in accepted {
      let claims = try? verifier.claims(of: token, at: signed.now)
      #expect(claims?.subject == "ada", "\(name): \(signed.refusal(token, verifier)?.words ?? "")")
      #expect(claims?.scopes == ["read", "write"], "\(name)")
    }
  }

  /// For its own reason each, so that none is refused for something else that is wrong with it.
  private static let reasons: [String: TokenRefusal] = [
    "no algorithm": .algorithm, "no algorithm, in other letters": .algorithm,
    "no algorithm, under a true signature": .algorithm,
    "the RSA key as a secret": .signature, "the EC key as a secret": .signature,
    "an empty secret": .signature, "larger claims under a true signature": .signature,
    "no signature": .signature, "no third part": .malformed, "a signature cut short": .signature,
    "an RSA signature called ES256": .signature, "a signature of zeros": .signature,
    "a signature of r = s = 1": .signature, "a key of its own in the header": .signature,
    "a key behind a link": .signature, "a key's name that is a path": .signature,
    "another key's name": .algorithm, "an extension that must be understood": .unsupported,
    "a token for something else": .unsupported, "expired": .expired, "without an end": .expired,
    "an end that is no number": .expired, "not valid yet": .notYetValid,
    "made in the future": .notYetValid, "another issuer": .issuer, "no issuer": .issuer,
    "for another audience": .audience, "for no audience": .audience, "of nobody": .subject,
    "of an empty name": .subject, "two users": .malformed, "with padding": .malformed,
    "with a break": .malformed, "claims that are a list": .malformed,
    "another RS256 key": .signature, "another ES256 key": .signature,
    "another EdDSA key": .signature, "another HS256 key": .signature,
  ]

  @Test func forgeriesDoNot() throws {
    let signed = try SignedTokens()
    let verifier = try signed.verifier()
    let forged = signed.tokens("forged")
    #expect(forged.count >= 12 && Set(forged.map(\.name)) == Set(Self.reasons.keys))
    for (name, token) in forged {
      let refusal = signed.refusal(token, verifier)
      #expect(refusal == Self.reasons[name], "\(name): \(refusal.map { "\($0)" } ?? "accepted")")
    }
  }

  /// With one public key alone, as most servers have, nothing signed by HS256 counts.
  @Test func aPublicKeyIsNoSecret() throws {
    let signed = try SignedTokens()
    var keys = KeySet()
    try keys.add(pem: signed.pem("RS256"))
    let verifier = TokenVerifier(keys: keys, rules: SignedTokens.rules)
    for (name, token) in signed.tokens("forged") + signed.tokens("accepted")
    where name.contains("HS256") || name.contains("secret") {
      #expect(signed.refusal(token, verifier) == .algorithm, "\(name)")
    }
  }

  /// Any other letter anywhere makes it another token, and no true one.
  @Test func anyChangeIsNoticed() throws {
    let signed = try SignedTokens()
    let verifier = try signed.verifier()
    let letters = Array(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ ".utf8)
    var generator = SeededGenerator(seed: 3)
    for (name, token) in signed.tokens("accepted") {
      for _ in 0..<300 {
        var bytes = Array(token.utf8)
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(letters.randomElement(using: &generator)!, at: place)
        default: bytes[place] = letters.randomElement(using: &generator)!
        }
        guard bytes != Array(token.utf8) else { continue }
        let changed = String(decoding: bytes, as: UTF8.self)
        #expect(signed.refusal(changed, verifier) != nil, "\(name): \(changed)")
      }
    }
  }

  @Test func timesHoldToTheSecond() throws {
    let signed = try SignedTokens()
    let verifier = try signed.verifier()
    let token = try #require(signed.tokens("accepted").first { $0.name == "RS256" }).token
    // It holds from a minute before the time of the fixtures until an hour after, and the skew.
    for (seconds, refusal) in [
      (-121, .notYetValid), (-120, nil), (3_659, nil), (3_660, .expired), (1e18, .expired),
    ] as [(Double, TokenRefusal?)] {
      #expect(signed.refusal(token, verifier, after: seconds) == refusal, "\(seconds)")
    }
  }

  /// A token that names an audience was meant for somebody, also where nobody set whom.
  @Test func anAudienceThatNobodySetIsAnothers() throws {
    let signed = try SignedTokens()
    let verifier = try signed.verifier(rules: TokenRules())
    let token = try #require(signed.tokens("accepted").first).token
    #expect(signed.refusal(token, verifier) == .audience)
    let open = try #require(signed.tokens("forged").first { $0.name == "for no audience" }).token
    #expect(signed.refusal(open, verifier) == nil)
  }

  @Test func garbageIsRefused() throws {
    let signed = try SignedTokens()
    let verifier = try signed.verifier()
    for text in ["", ".", "..", "...", "a.b.c", "e30.e30.", "e30.e30.e30", "ä.ö.ü"] {
      #expect(signed.refusal(text, verifier) != nil, "\(text)")
    }
    let long = String(repeating: "A", count: 9_000)
    #expect(signed.refusal("\(long).\(long).\(long)", verifier) == .malformed)
  }
}
