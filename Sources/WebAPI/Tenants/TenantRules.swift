package import Core
package import Engine

/// How a server keeps the libraries of its users.
package struct TenantRules: Sendable {
  /// Libraries that are open at once.
  package var openLimit = 64
  /// How long one stays open that nobody uses.
  package var idleTime = Duration.seconds(600)
  /// How often it is looked for such ones.
  package var pause = Duration.seconds(30)
  /// Folders of the machine that a user may index, by the names of users' folders.
  private var roots: [String: [FilePath]] = [:]

  package init() {}

  /// Lets a user look into a folder of the machine and index it.
  ///
  /// - Throws: a fault when it is not there, or when users' libraries lie in it, or it in them.
  package mutating func admit(
    _ folder: FilePath, for user: String, besides library: Library
  ) throws {
    let place = try folder.resolved()
    let home = try library.folder.resolved()
    guard !place.isInside(home), !home.isInside(place) else {
      throw Fault(
        "tenants.root", .user, "the libraries of all users lie in or above that folder",
        remedy: "Name a folder that is apart from the library.", path: folder)
    }
    roots[TenantLibraries.name(of: user), default: []].append(place)
  }

  func places(of user: String) -> AdmittedPlaces {
    AdmittedPlaces(confinedTo: roots[TenantLibraries.name(of: user)] ?? [])
  }
}
