import Accounts
import CommandKit
import Core
import Engine
import HTTPKit
import WebAPI

/// Who is let in by `serve`, and from where.
struct ServeAccess {
  let tokens: TokenDoor?
  let book: AccountBook
  /// Whether only this machine reaches the server, so that no more is asked while no password is set.
  let isLoopback: Bool
  let hasPassword: Bool
  /// Whose pictures are served, as tokens and keys name them; `nil` for the library's owner.
  let user: String?

  /// - Throws: a fault when others could reach the server and nobody could be told from them.
  init(_ invocation: Invocation, library: FilePath) throws {
    tokens = try TokenOptions.door(of: invocation)
    user = invocation[TokenOptions.user]
    book = AccountBook(inLibrary: library)
    // Of many users nobody is the one whom a password lets in.
    hasPassword = try !invocation[TenantOptions.tenants] && book.hasPassword()
    let host = invocation[ServeCommand.host]
    isLoopback = ["127.0.0.1", "::1"].contains(host)
    let isGuarded = try tokens != nil || hasPassword || !book.keys().isEmpty
    guard isLoopback || isGuarded else {
      throw Fault(
        "serve.address", .user, "cannot serve on \(host) without asking who is there",
        remedy:
          "Anybody who reaches the port would see every picture. Use 127.0.0.1 or ::1; or set a "
          + "password (semblance password set), make a key (semblance keys make), or give a key for "
          + "tokens (--jwt-public-key).")
    }
  }

  /// Whether somebody is let in without saying who.
  var isOpen: Bool { isLoopback && tokens == nil }

  /// The names under which the server answers: a page of another site must not reach one that asks
  /// nothing. Where everybody must say who they are, no browser says it under another name.
  var hosts: Set<String>? { isOpen ? HostCheck.loopback : nil }

  func webFolder(_ invocation: Invocation) throws -> StaticFolder? {
    let named = try invocation[ServeCommand.web].map { try $0.absolute() }
    if isOpen || hasPassword { return try WebFolder.found(named: named) }
    guard named == nil else {
      throw Fault(
        "serve.web", .user, "the web app cannot sign in without a password",
        remedy: "Set one (semblance password set), or leave --web out.")
    }
    return nil
  }
}
