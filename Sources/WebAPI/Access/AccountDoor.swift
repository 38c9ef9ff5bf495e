package import Accounts
internal import Core
internal import Engine
package import HTTPKit

/// Finds out who asks: by a key, by a session's cookie, by a signed token where those are asked for, or
/// by being on this machine where nothing else is asked.
package struct AccountDoor: Authenticator {
  /// What one gets to show.
  enum Credential {
    case none
    case key(String)
    /// A field `Authorization` that holds no key.
    case other
    case session([Secret])
  }

  /// The field for keys beside `Authorization`.
  package static let keyField = "X-API-Key"

  let book: AccountBook
  private let tokens: (any Authenticator)?
  /// Whose pictures are served; `nil` for those of everybody who can say who asks.
  let user: String?
  private let isOpen: Bool
  private let pool: BlockingPool
  let now: @Sendable () -> Int64

  /// - Parameters:
  ///   - tokens: lets in who has a signed token.
  ///   - user: whose pictures are served: a key of somebody else opens nothing, and who signs in is
  ///     this user. `nil` where everybody has pictures of their own: then nobody signs in.
  ///   - isOpen: whether everybody may do everything while no password is set: for a server that only
  ///     its own machine reaches.
  ///   - pool: where the book is read.
  ///   - now: milliseconds since 1970.
  package init(
    book: AccountBook, tokens: (any Authenticator)?, user: String?, isOpen: Bool,
    pool: BlockingPool, now: @escaping @Sendable () -> Int64 = { Timestamp.now.rawValue }
  ) {
    self.book = book
    self.tokens = tokens
    self.user = user
    self.isOpen = isOpen
    self.pool = pool
    self.now = now
  }

  package func principal(of request: HTTPRequest) async throws -> Principal? {
    switch try Self.credential(of: request) {
    case .key(let text): return try await holder(of: text)
    case .other:
      guard let tokens else {
        throw AccessCheck.invalid("The field Authorization has the form: Bearer smb_….")
      }
      return try await tokens.principal(of: request)
    case .session(let secrets):
      if let user, try await session(of: secrets) != nil {
        return Principal(owner: user, scope: .admin, proof: .session)
      }
      return try await whoeverIsHere()
    case .none: return try await whoeverIsHere()
    }
  }

  static func credential(of request: HTTPRequest) throws(HTTPProblem) -> Credential {
    let authorization = request.fields["Authorization"]
    if let key = request.fields[keyField] {
      guard authorization == nil else {
        throw AccessCheck.invalid("Send one of Authorization and \(keyField), not both.")
      }
      return .key(key)
    }
    if let authorization {
      let words = authorization.split(separator: " ", maxSplits: 1)
      let isKey =
        words.count == 2 && words[0].lowercased() == "bearer"
        && words[1].hasPrefix(Secret.keyPrefix)
      return isKey ? .key(String(words[1])) : .other
    }
    // More are not of this server.
    let cookies = SessionCookie.names.flatMap { Cookies.values(of: $0, in: request) }.prefix(4)
    let secrets = cookies.compactMap { Secret(digits: $0) }
    return secrets.isEmpty ? .none : .session(secrets)
  }

  private func holder(of text: String) async throws -> Principal {
    let (book, time) = (book, now())
    guard let secret = Secret(key: text),
      let key = try await pool.run({ try book.key(of: secret, at: time) })
    else { throw AccessCheck.invalid("This key is none, has expired, or was revoked.") }
    guard serves(key.user) else { throw Self.otherUser }
    return Principal(
      owner: key.user, scope: AccessScope(word: key.scope.rawValue), proof: .key, name: key.name)
  }

  private func serves(_ name: String) -> Bool {
    // By their bytes: texts that only look the same are equal to Swift.
    user.map { name.utf8.elementsEqual($0.utf8) } ?? !name.isEmpty
  }

  static let otherUser = HTTPProblem(
    .forbidden, type: "other-user", detail: "This server holds the pictures of another user.")

  func session(of secrets: [Secret]) async throws -> Session? {
    let (book, time) = (book, now())
    return try await pool.run {
      for secret in secrets {
        if let found = try book.session(of: secret, at: time) { return found }
      }
      return nil
    }
  }

  private func whoeverIsHere() async throws -> Principal? {
    guard let user, isOpen, try await !hasPassword() else { return nil }
    return Principal(owner: user, scope: .admin, proof: .local)
  }

  /// Whether there is a password to sign in with.
  func hasPassword() async throws -> Bool {
    guard user != nil else { return false }
    let book = book
    return try await pool.run { try book.hasPassword() }
  }
}

/// The cookie of who signed in.
enum SessionCookie {
  private static let plain = "semblance_session"
  /// Browsers take a name that begins so over HTTPS alone (RFC 6265bis § 4.1.3).
  private static let encrypted = "__Host-semblance_session"

  static let names = [encrypted, plain]

  static func name(isEncrypted: Bool) -> String { isEncrypted ? encrypted : plain }
}
