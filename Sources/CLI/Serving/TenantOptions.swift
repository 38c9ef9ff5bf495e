import CommandKit
import Core
import Engine
import WebAPI

/// The options of `serve` by which every user has a library of their own.
enum TenantOptions {
  static let tenants = Flag(
    "tenants", environment: "SEMBLANCE_TENANTS",
    help: "Keep a library for every user (sub) who comes with a token; see --jwt-public-key.")

  static let roots = Option(
    repeating: "tenant-root",
    ValueType<Root>(
      placeholder: "USER=FOLDER", show: { "\($0.user)=\($0.folder.display)" }
    ) { (word) throws(ValueProblem) in
      // A user's name may hold such a sign, too; the path begins with a slash.
      guard let text = word.text, let sign = text.firstRange(of: "=/"),
        sign.lowerBound > text.startIndex
      else { throw ValueProblem("a user and a whole path, such as ada=/srv/pictures") }
      return Root(
        user: String(text[..<sign.lowerBound]),
        folder: FilePath(String(text[text.index(after: sign.lowerBound)...])))
    }, environment: "SEMBLANCE_TENANT_ROOT",
    help: "A folder that this user may look into and index over HTTP. None otherwise.")

  static let open = Option(
    "tenants-open", .integer(1...4_096).named("N"), default: TenantRules().openLimit,
    environment: "SEMBLANCE_TENANTS_OPEN", help: "Keep so many users' libraries open at once.")

  static let all: [any Parameter] = [tenants, roots, open]

  struct Root: Sendable {
    let user: String
    let folder: FilePath
  }

  /// Files that an open library may need.
  private static let filesEach = 32

  /// How users' libraries are kept; `nil` where there is one user.
  ///
  /// - Throws: a fault for options that are for one user, or for many, where it is otherwise.
  static func rules(of invocation: Invocation, _ library: Library) throws -> TenantRules? {
    let roots = invocation[roots]
    guard invocation[tenants] else {
      guard roots.isEmpty else {
        throw Fault(
          "tenants.root", .user, "--tenant-root is for users with libraries of their own",
          remedy: "Give --tenants too, or --root FOLDER for the one user.")
      }
      return nil
    }
    guard invocation[ServeCommand.roots].isEmpty else {
      throw Fault(
        "tenants.root", .user, "--root is for a server of one user",
        remedy: "Say whose folder it is: --tenant-root USER=FOLDER.")
    }
    var rules = TenantRules()
    rules.openLimit = invocation[open]
    for root in roots { try rules.admit(root.folder, for: root.user, besides: library) }
    return rules
  }

  /// Files that may be open beside connections.
  static func fileReserve(of invocation: Invocation) -> Int {
    512 + (invocation[tenants] ? filesEach * invocation[open] : 0)
  }
}
