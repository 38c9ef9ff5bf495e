import CommandKit
import Core
import Engine

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Which library a command works on.
enum LibraryOption {
  static let library = Option(
    "library", .folder, environment: "SEMBLANCE_LIBRARY",
    defaultText: "semblance in your data folder",
    help: "The folder in which Semblance keeps what it knows of your pictures.")
}

extension Invocation {
  /// The library's folder: of the line, the environment, or the platform's standard place.
  var libraryFolder: FilePath {
    get throws {
      if let folder = self[LibraryOption.library] { return try folder.absolute() }
      var variables: [String: String] = [:]
      for name in ["HOME", "XDG_DATA_HOME"] { variables[name] = environment[name]?.text }
      return try LibraryPlace.standard(environment: variables)
    }
  }

  /// Runs blocking work with the library on a thread of its own. Only a command that fills the
  /// library makes one where there is none.
  func withLibrary<Value: Sendable>(
    creating: Bool = false, _ body: @escaping @Sendable (Library) throws -> Value
  ) async throws -> Value {
    let folder = try libraryFolder
    if !creating { try Self.requireLibrary(at: folder) }
    return try await BlockingCall.run { try body(try Library(at: folder)) }
  }

  private static func requireLibrary(at folder: FilePath) throws {
    let database = folder.appending("catalogue.sqlite")
    guard database.withCString({ access($0, F_OK) }) != 0 else { return }
    throw Fault(
      "library.missing", .user, "there is no library here yet",
      remedy: "Begin with: semblance index FOLDER", path: folder)
  }
}
