import Accounts
import CommandKit
import Core
import Engine
import WebAPI

/// The options of `serve` by which a server asks for signed tokens.
enum TokenOptions {
  static let publicKey = Option(
    "jwt-public-key", .text.named("PEM"), environment: "JWT_PUBLIC_KEY",
    help: "Ask for tokens signed by this key (RS256, ES256, EdDSA): its PEM text or a file with it."
  )
  static let keys = Option(
    "jwt-keys", .file, environment: "JWT_KEYS",
    help: "Ask for tokens signed by one of the keys in this file, a JWK set.")
  static let secret = Option(
    "jwt-secret-file", .file, environment: "JWT_SECRET_FILE",
    help: "Ask for tokens signed by HS256 with the secret in this file, of 32 bytes or more.")
  static let user = Option(
    "jwt-user", .text.named("NAME"), environment: "JWT_USER",
    help: "The user (sub) whose tokens alone open this library; or see --tenants.")
  static let issuer = Option(
    "jwt-issuer", .text.named("NAME"), environment: "JWT_ISSUER", defaultText: "any",
    help: "The issuer (iss) that tokens must name.")
  static let audience = Option(
    "jwt-audience", .text.named("NAME"), environment: "JWT_AUDIENCE",
    defaultText: "tokens that name none",
    help: "The audience (aud) that tokens must name.")

  static let all: [any Parameter] =
    [publicKey, keys, secret, user, issuer, audience] + TenantOptions.all

  /// What asks for tokens; `nil` when no key is given.
  ///
  /// - Throws: a fault when a key cannot be read or used, or it is not said whose tokens count.
  static func door(of invocation: Invocation) throws -> TokenDoor? {
    var keys = KeySet()
    if let text = invocation[publicKey] { try keys.add(pem: pem(text)) }
    if let file = invocation[self.keys] { try keys.add(jwks: bytes(of: file)) }
    if let file = invocation[secret] { try keys.add(secret: line(bytes(of: file))) }
    let (user, isForAll) = (invocation[user], invocation[TenantOptions.tenants])
    guard !keys.isEmpty else {
      guard user == nil, !isForAll, invocation[issuer] == nil, invocation[audience] == nil else {
        throw Fault(
          "jwt.no-key", .user, "there is no key to check tokens with",
          remedy: "Give one: --jwt-public-key, --jwt-keys or --jwt-secret-file.")
      }
      return nil
    }
    guard isForAll == (user ?? "").isEmpty else {
      throw Fault(
        "jwt.no-user", .user,
        isForAll
          ? "one user is named, and every user is to have a library"
          : "nobody is named whose tokens open this library",
        remedy: "Name the user as tokens do in sub, --jwt-user NAME; or give --tenants for all.")
    }
    return TokenDoor(
      verifier: TokenVerifier(
        keys: keys,
        rules: TokenRules(issuer: invocation[issuer], audience: invocation[audience])),
      user: isForAll ? nil : user)
  }

  /// The text itself, or that of the file it names. In files of settings, breaks are often written
  /// as `\n`.
  private static func pem(_ text: String) throws -> String {
    if text.contains("-----BEGIN") { return text.replacing("\\n", with: "\n") }
    return String(decoding: try bytes(of: FilePath(text)), as: UTF8.self)
  }

  private static func bytes(of file: FilePath) throws -> [UInt8] {
    try FileContents(reading: try file.absolute(), limit: 1 << 20).withBytes { Array($0) }
  }

  /// Without the break that editors put at the end.
  private static func line(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
    return bytes
  }
}
