import Accounts
import CommandKit
import Core
import Engine

/// `semblance password`.
enum PasswordCommand {
  static let command = Command(
    "password", abstract: "Set the password that the web app asks for.",
    discussion: """
      Without a password, whoever is on this machine may do everything over HTTP. With one, a browser \
      signs in first, and programs need a key (semblance keys). It counts at once, also for a server that \
      runs; whoever was signed in is signed out. Only a slow hash of it is kept (scrypt).
      """,
    examples: [Example("semblance password set", "Ask for it, without showing it:")],
    subcommands: [set, remove])

  private static let set = Command(
    "set", abstract: "Set the password.",
    discussion: "Where nobody types, the first line of standard input is the password.",
    examples: [Example("semblance password set < secret.txt", "Take it from a file:")]
  ) { invocation in
    let password = try await BlockingCall.run { try asked(invocation) }
    try await invocation.withAccounts(creating: true) { book in
      try book.setPassword(password, at: Timestamp.now.rawValue)
    }
    try await invocation.noteInAudit("password set")
    invocation.console.note("The password is set. Whoever was signed in has to sign in again.")
    return .success
  }

  private static let remove = Command(
    "remove", abstract: "Ask for no password any more.",
    discussion: "A server that others reach lets in only those with a key or a token then."
  ) { invocation in
    let wasThere = try await invocation.withAccounts { try $0.removePassword() }
    if wasThere { try await invocation.noteInAudit("password remove") }
    invocation.console.note(wasThere ? "There is no password any more." : "There was none.")
    return .success
  }

  /// Typed twice, for nobody sees what was typed.
  private static func asked(_ invocation: Invocation) throws -> String {
    let first = try HiddenLine.read("New password: ", cancellation: invocation.cancellation)
    guard HiddenLine.isTyped else { return first }
    let second = try HiddenLine.read("The same again: ", cancellation: invocation.cancellation)
    guard first == second else {
      throw Fault(
        "password.differs", .user, "these are two different passwords",
        remedy: "Nothing was changed. Try again.")
    }
    return first
  }
}
