import Accounts
import CommandKit
import Core
import Engine

/// `semblance keys`.
enum KeysCommand {
  private static let name = Argument("NAME", .text, help: "For what the key is: backup, phone.")
  private static let known = Argument("KEY", .text, help: "Its name or its number.")
  private static let scope = Option(
    "scope", .choice(of: KeyScope.self, describe: meaning), default: .read,
    help: "What it may do; each includes those before it.")
  private static let expires = Option(
    "expires", .duration(.seconds(60) ... .seconds(315_360_000)), defaultText: "never",
    help: "After which time it opens nothing any more, as 90d.")
  private static let user = Option(
    "user", .text.named("NAME"), environment: "JWT_USER", defaultText: "the library's own",
    help: "Whose key it is, where a server asks for tokens too: the name of --jwt-user.")

  static let command = Command(
    "keys", abstract: "Make and revoke keys by which programs ask over HTTP.",
    discussion: """
      A key is shown once, when it is made; only its digest is kept. Programs send it as \
      'Authorization: Bearer smb_…' or as 'X-API-Key: smb_…'. What is made and revoked counts at once, \
      also for a server that runs.
      """,
    examples: [
      Example("semblance keys make backup --scope write --expires 90d", "Make one for a script:"),
      Example("semblance keys revoke backup", "Take it back:"),
    ],
    subcommands: [make, list, revoke])

  private static let make = Command(
    "make", abstract: "Make a key and show it, once.",
    discussion: "The key alone goes to standard output.",
    parameters: [name, scope, expires, user, StandardOptions.json]
  ) { invocation in
    let time = Timestamp.now.rawValue
    let lasting = invocation[expires].map { Int64($0 / .milliseconds(1)) }
    let wish = KeyWish(
      name: invocation[name], user: invocation[user] ?? Owner.local.name,
      scope: invocation[scope], expiresAt: lasting.map { time + $0 })
    let made = try await invocation.withAccounts(creating: true) { book in
      try book.makeKey(wish, at: time)
    }
    try await invocation.noteInAudit("keys make", user: made.key.user, key: made.key.name)
    let console = invocation.console
    if invocation[StandardOptions.json] {
      let json: JSONValue = ["key": .string(made.secret.keyText), "made": value(made.key)]
      try console.write(JSONText.bytes(json, .indented) + [UInt8(ascii: "\n")])
    } else {
      try console.print(made.secret.keyText)
    }
    try console.flush()
    console.note("Keep it now: it is not shown again.")
    return .success
  }

  private static let list = Command(
    "list", abstract: "List the keys, without their secrets.", parameters: [StandardOptions.json]
  ) { invocation in
    let keys = try await invocation.withAccounts { try $0.keys() }
    let console = invocation.console
    if invocation[StandardOptions.json] {
      try console.write(JSONText.bytes(.array(keys.map(value)), .indented) + [UInt8(ascii: "\n")])
      return .success
    }
    guard !keys.isEmpty else {
      console.note("There are no keys. Make one: semblance keys make NAME")
      return .success
    }
    var table = Table([
      .init("Key", .trailing), .init("Name", isFlexible: true), .init("Begins"), .init("Scope"),
      .init("Made"), .init("Used"), .init("Ends"),
    ])
    let now = Timestamp.now.rawValue
    for key in keys {
      let end = key.expiresAt.map { TimeText.text(milliseconds: $0) } ?? "never"
      table.add([
        "\(key.id)", key.name, key.hint, key.scope.rawValue,
        TimeText.text(milliseconds: key.createdAt),
        key.usedAt.map { TimeText.text(milliseconds: $0) } ?? "never",
        key.isExpired(at: now) ? "\(end), over" : end,
      ])
    }
    for line in table.lines(styles: console.outputStyles) { try console.print(line) }
    return .success
  }

  private static let revoke = Command(
    "revoke", abstract: "Take a key back: it opens nothing any more.", parameters: [known]
  ) { invocation in
    let wanted = invocation[known]
    let key = try await invocation.withAccounts { book -> AccessKey in
      let keys = try book.keys()
      let named = keys.filter { $0.name == wanted }
      let found = named.isEmpty ? keys.filter { "\($0.id)" == wanted } : named
      guard let key = found.first else {
        throw Fault(
          "keys.unknown", .user, "there is no key \(wanted)",
          remedy: "See which there are: semblance keys list")
      }
      guard found.count == 1 else {
        throw Fault(
          "keys.ambiguous", .user, "several users have a key called \(wanted)",
          remedy: "Give its number: semblance keys list")
      }
      try book.revokeKey(key.id)
      return key
    }
    try await invocation.noteInAudit("keys revoke", user: key.user, key: key.name)
    invocation.console.note("Revoked \(key.name) (\(key.hint)…).")
    return .success
  }

  private static func value(_ key: AccessKey) -> JSONValue {
    func time(_ milliseconds: Int64?) -> JSONValue {
      milliseconds.map { .string(Timestamp(rawValue: $0).rfc3339) } ?? .null
    }
    return [
      "id": .integer(key.id), "name": .string(key.name), "hint": .string(key.hint),
      "user": .string(key.user), "scope": .string(key.scope.rawValue),
      "created_at": time(key.createdAt), "expires_at": time(key.expiresAt),
      "used_at": time(key.usedAt),
    ]
  }

  @Sendable private static func meaning(_ scope: KeyScope) -> String {
    switch scope {
    case .read: "look and search"
    case .write: "change what is known of pictures and files"
    case .admin: "settings, folders, keys too"
    }
  }
}
