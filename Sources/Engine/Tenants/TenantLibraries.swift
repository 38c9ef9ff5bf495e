package import Core
import Files
import Objects
import Review

/// The libraries of a server's users, one each, below `tenants` of the library that the server was
/// started with.
///
/// ```
/// <library>/tenants/<64 digits>/user.json   catalogue.sqlite   uploads/   vectors/   trash/   …
/// ```
///
/// A folder is named by the SHA-256 of its user's name: no word of a client becomes a path, and users
/// whose names only look alike have two.
package struct TenantLibraries: Sendable {
  private let folder: FilePath

  package init(in library: Library) { folder = library.folder.appending("tenants") }

  /// The name of a user's folder: 64 hexadecimal digits.
  package static func name(of user: String) -> String {
    Array(user.utf8).withUnsafeBytes(ContentDigest.sha256).hex
  }

  /// Opens a user's library, making it when it is not there.
  ///
  /// - Throws: `tenants.user` when the folder says that it is somebody else's; what `Library` throws.
  package func library(of user: String) throws -> Library {
    let place = folder.appending("\(Self.name(of: user))")
    try Folder.create(place)
    let note = place.appending(Self.noteName)
    if let known = Self.user(notedAt: note) {
      guard known.utf8.elementsEqual(user.utf8) else {
        throw Fault(
          "tenants.user", .runtime, "the library of a user says that it is another's",
          remedy: "Put the folder back where it was.", path: place)
      }
    } else {
      try AtomicFile.write(JSONText.bytes(["user": .string(user)]), to: note, durable: true)
    }
    // Of the machine's trash everybody would have a part.
    return try Library(
      at: place, owner: Owner(user), trash: TrashCan(home: place.appending("trash")))
  }

  /// Everybody who has a library, in no order that means anything.
  package func users() throws(Fault) -> [String] {
    guard Folder.isFolder(folder) else { return [] }
    return try Folder.names(in: folder).compactMap { name in
      let user = Self.user(
        notedAt: folder.appending(FilePath(bytes: name)).appending(Self.noteName))
      // A copy that lies beside under another name is nobody's.
      return user.flatMap { Self.name(of: $0).utf8.elementsEqual(name) ? $0 : nil }
    }
  }

  private static let noteName: FilePath = "user.json"

  private static func user(notedAt note: FilePath) -> String? {
    guard let contents = try? FileContents(reading: note, limit: 1 << 14),
      let value = try? JSONValue(parsing: contents.withBytes { Array($0) })
    else { return nil }
    return value["user"]?.text
  }
}

extension Library {
  /// Uses the model that another library uses, or none as that one does.
  ///
  /// - Throws: a fault when the model is not there or cannot be loaded.
  package func followModel(of other: Library, from shelf: ModelShelf) throws {
    let name = try other.modelName()
    if try modelName() != name { try useModel(name, from: shelf) }
  }
}
