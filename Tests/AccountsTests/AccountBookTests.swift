import Accounts
import Core
import Foundation
import Store
import TestSupport
import Testing

/// Keys, the password and sessions in their database.
@Suite struct AccountBookTests {
  /// What a password costs in tests.
  static let cheap = PasswordCost(log2N: 4, r: 1, p: 1)
  let folder: TemporaryFolder
  let book: AccountBook
  private let start: Int64 = 1_800_000_000_000

  init() throws {
    folder = try TemporaryFolder()
    book = AccountBook(at: folder.path.appending("accounts.sqlite"))
  }

  private func key(
    _ name: String, of user: String = "", _ scope: KeyScope = .read, lasts: Int64? = nil
  ) throws -> (key: AccessKey, secret: Secret) {
    try book.makeKey(
      KeyWish(name: name, user: user, scope: scope, expiresAt: lasts.map { start + $0 }), at: start)
  }

  // MARK: Secrets

  @Test func aSecretIs256BitsAndHasOneSpelling() throws {
    let secrets = (0..<1_000).map { _ in Secret() }
    #expect(Set(secrets.map(\.text)).count == 1_000)
    // Every one of the 256 bits is sometimes set and sometimes not.
    var seen: (ones: [UInt8], zeros: [UInt8]) = (
      [UInt8](repeating: 0, count: 32), [UInt8](repeating: 0, count: 32)
    )
    for secret in secrets {
      let bytes = try #require(Hexadecimal.bytes(of: secret.text))
      for index in 0..<32 {
        seen.ones[index] |= bytes[index]
        seen.zeros[index] |= ~bytes[index]
      }
    }
    #expect(seen.ones.allSatisfy { $0 == 0xFF } && seen.zeros.allSatisfy { $0 == 0xFF })
    let text = secrets[0].keyText
    #expect(text.hasPrefix("smb_") && text.utf8.count == 68)
    #expect(Secret(key: text)?.keyText == text)
    for wrong in [
      "", "smb_", String(text.dropLast()), text + "0", text.uppercased(), " " + text,
      "SMB_" + text.dropFirst(4), text.replacing("smb_", with: "smb-"),
      "smb_" + String(repeating: "g", count: 64), "smb_" + String(repeating: "０", count: 64),
    ] {
      #expect(Secret(key: wrong) == nil, "\(wrong)")
    }
  }

  /// Whoever reads the file finds nothing to ask with.
  @Test func nothingThatOpensIsInTheFile() throws {
    let key = try key("one").secret
    try book.setPassword("a password of tests", cost: Self.cheap, at: start)
    let session = try book.beginSession(at: start).secret
    try Database(
      at: book.path,
      schema: Schema(
        applicationID: 0x5365_6D41,
        migrations: [
          Migration(1, "as it is", "")
        ])
    ).checkpoint()
    let bytes = try Data(contentsOf: URL(filePath: book.path.display))
    for secret in [key.text, session.text, "a password of tests"] {
      #expect(bytes.range(of: Data(secret.utf8)) == nil)
      let raw = Hexadecimal.bytes(of: secret).map { Data($0) }
      #expect(raw.flatMap { bytes.range(of: $0) } == nil)
    }
    #expect(bytes.range(of: Data("smb_\(key.text.prefix(6))".utf8)) != nil, "the hint is there")
    let mode = try FileManager.default.attributesOfItem(atPath: book.path.display)
    #expect(mode[.posixPermissions] as? Int == 0o600)
  }

  // MARK: Keys

  @Test func aKeyOpensUntilItEndsOrIsRevoked() throws {
    let (made, secret) = try key("phone", of: "ada", .write, lasts: 60_000)
    #expect(made.usedAt == nil && made.hint == String(secret.keyText.prefix(10)))
    let found = try #require(try book.key(of: secret, at: start + 59_999))
    #expect(found.name == "phone" && found.user == "ada" && found.scope == .write)
    #expect(try book.key(of: secret, at: start + 60_000) == nil)
    #expect(try book.key(of: Secret(), at: start) == nil)
    #expect(try book.keys().first?.usedAt == start + 59_999)
    #expect(try book.revokeKey(made.id, of: "eve") == nil, "it is not eve's")
    #expect(try book.key(of: secret, at: start) != nil)
    #expect(try book.revokeKey(made.id, of: "ada")?.name == "phone")
    #expect(try book.key(of: secret, at: start) == nil)
    #expect(try book.revokeKey(made.id) == nil)
  }

  /// A server that runs sees at once what a command in another process changes.
  @Test func otherProcessesChangesCountAtOnce() throws {
    let other = AccountBook(at: book.path)
    #expect(try !other.hasPassword() && other.keys().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: book.path.display), "to look makes nothing")
    let (made, secret) = try key("one")
    #expect(try other.key(of: secret, at: start)?.id == made.id)
    try other.revokeKey(made.id)
    #expect(try book.key(of: secret, at: start) == nil)
    try other.setPassword("a password of tests", cost: Self.cheap, at: start)
    #expect(try book.hasPassword())
  }

  @Test func aUseIsWrittenOnceAMinute() throws {
    let (made, secret) = try key("one")
    for (after, noted) in [
      (0, 0), (30_000, 0), (59_999, 0), (60_000, 60_000), (61_000, 60_000), (180_000, 180_000),
    ] as [(Int64, Int64)] {
      #expect(try book.key(of: secret, at: start + after) != nil)
      #expect(try book.keys().first { $0.id == made.id }?.usedAt == start + noted, "\(after)")
    }
  }

  @Test func namesAreOneUsersOwnAndPlain() throws {
    try #expect(key("one", of: "ada").key.id != key("one", of: "eve").key.id)
    #expect(throws: Fault.self) { try key("one", of: "ada") }
    #expect(try book.keys(of: "ada").map(\.user) == ["ada"])
    for name in ["", "  ", "a\nb", "a\u{202E}b", "\u{7}", String(repeating: "x", count: 101)] {
      let fault = #expect(throws: Fault.self, "\(name)") { try key(name) }
      #expect(fault?.code == "keys.name")
    }
    #expect(throws: Never.self) { try key("Schlüssel für das Büro 🗝") }
  }

  /// A number is never given again: a log that names it stays true.
  @Test func numbersAreNotUsedAgain() throws {
    let first = try key("one").key.id
    try book.revokeKey(first)
    #expect(try key("one").key.id > first)
  }

  // MARK: Password

  @Test func thePasswordAndNoOtherMatches() throws {
    #expect(try !book.isPassword("a password of tests"))
    try book.setPassword("a password of tests", cost: Self.cheap, at: start)
    #expect(try book.isPassword("a password of tests"))
    for wrong in ["", "a password of test", "a password of tests ", "A password of tests"] {
      #expect(try !book.isPassword(wrong), "\(wrong)")
    }
    try book.setPassword("another of them", cost: PasswordCost(log2N: 5, r: 2, p: 2), at: start)
    #expect(try book.isPassword("another of them") && !book.isPassword("a password of tests"))
    #expect(try book.removePassword() && !book.removePassword())
    #expect(try !book.isPassword("another of them") && !book.hasPassword())
    for wrong in ["", "seven c", String(repeating: "x", count: 1_025)] {
      let fault = #expect(throws: Fault.self) {
        try book.setPassword(wrong, cost: Self.cheap, at: start)
      }
      #expect(fault?.code == "password.length")
    }
  }

  /// RFC 7914 § 12, by way of the whole: the second vector's password and salt.
  @Test func theHashIsScrypt() throws {
    let path = book.path
    try book.setPassword("a password of tests", cost: Self.cheap, at: start)
    let expected = try #require(
      Hexadecimal.bytes(
        of: "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"))
    let database = try Database(
      at: path, schema: Schema(applicationID: 0x5365_6D41, migrations: [Migration(1, "", "")]))
    try database.write { connection in
      try connection.execute(
        "UPDATE password SET salt = ?, hash = ?, log2_n = 10, r = 8, p = 16",
        [.blob(Array("NaCl".utf8)), .blob(expected)])
    }
    #expect(try book.isPassword("password"))
    #expect(try !book.isPassword("passwore"))
  }

  /// Nothing in the time tells whether there is a password. The bounds are wide: machines are shared.
  @Test func noPasswordTakesAsLongAsAWrongOne() throws {
    func time(_ body: () throws -> Void) rethrows -> Duration {
      try (0..<3).map { _ in try ContinuousClock().measure(body) }.min()!
    }
    func wrong(_ isRight: Bool) { #expect(!isRight) }
    let without = try time { wrong(try book.isPassword("a wrong password")) }
    try book.setPassword("a password of tests", at: start)
    let with = try time { wrong(try book.isPassword("a wrong password")) }
    #expect(without > with / 3 && with > without / 3, "\(without), \(with)")
    #expect(with > .milliseconds(20), "guessing is slow")
  }

  // MARK: Sessions

  @Test func aSessionEndsIdleOrAfterAMonth() throws {
    let (_, secret) = try book.beginSession(at: start)
    #expect(try book.session(of: secret, at: start + Session.idle - 1) != nil)
    #expect(try book.session(of: secret, at: start + 2 * Session.idle - 1) == nil)
    let (_, kept) = try book.beginSession(at: start)
    var time = start
    while time + Session.idle / 2 < start + Session.whole {
      time += Session.idle / 2
      #expect(try book.session(of: kept, at: time) != nil, "it is used twice a day")
    }
    #expect(try book.session(of: kept, at: start + Session.whole) == nil)
    #expect(try book.session(of: Secret(), at: start) == nil)
  }

  @Test func signingOutAndANewPasswordEndSessions() throws {
    try book.setPassword("a password of tests", cost: Self.cheap, at: start)
    let secrets = try (0..<3).map { _ in try book.beginSession(at: start).secret }
    try book.endSession(of: secrets[0])
    #expect(try secrets.map { try book.session(of: $0, at: start) != nil } == [false, true, true])
    try book.endSession(of: secrets[0])
    try book.setPassword("another of them", cost: Self.cheap, at: start)
    for secret in secrets { #expect(try book.session(of: secret, at: start) == nil) }
    let last = try book.beginSession(at: start).secret
    try book.removePassword()
    #expect(try book.session(of: last, at: start) == nil)
  }

  @Test func sessionsAreBounded() throws {
    let secrets = try (0..<120).map { try book.beginSession(at: start + Int64($0)).secret }
    let alive = try secrets.filter { try book.session(of: $0, at: start + 200) != nil }
    #expect(alive.count == 100)
    #expect(try book.session(of: secrets[119], at: start + 200) != nil)
  }

  // MARK: Schema

  /// The book as the first version that had one left it.
  @Test func aBookOfSchemaOneOpens() throws {
    let secret = try #require(Secret(digits: String(repeating: "0a", count: 32)))
    let old = Schema(
      applicationID: 0x5365_6D41,
      migrations: [Migration(1, "dump") { try $0.script(accountSchemaOne) }])
    try Database(at: book.path, schema: old).checkpoint()
    let key = try #require(try book.key(of: secret, at: start))
    #expect(key.id == 3 && key.name == "backup" && key.hint == "smb_0a0a0a")
    #expect(key.user == "ada" && key.scope == .write && key.createdAt == 1_000)
    #expect(key.expiresAt == nil && key.usedAt == 2_000)
    #expect(try book.isPassword("password"))
    let session = try #require(try book.session(of: secret, at: 5_000))
    #expect(session.id == 7 && session.createdAt == 4_000)
  }

  @Test func whatIsNoBookLetsNobodyIn() throws {
    try folder.write(Array("no database at all, but some text".utf8), to: "accounts.sqlite")
    let fault = #expect(throws: Fault.self) { try book.hasPassword() }
    #expect(fault?.remedy.contains("Move the file aside") == true)
    #expect(throws: Fault.self) { try book.key(of: Secret(), at: start) }
  }
}
