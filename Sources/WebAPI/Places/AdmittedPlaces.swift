internal import Core
internal import Engine
internal import HTTPKit

/// Which folders of the machine may be looked into and indexed over HTTP: those below the roots that
/// the person who started the server named, and those that are indexed already.
struct AdmittedPlaces: Sendable {
  /// Resolved.
  let roots: [FilePath]

  init(_ roots: [FilePath]) { self.roots = roots.compactMap { try? $0.resolved() } }

  /// A path as the file system knows it, links followed, when it lies where it may.
  ///
  /// - Throws: ``HTTPProblem`` 422 for a relative path, 404 for what is not there, 403 for what lies
  ///   elsewhere. What lies elsewhere is refused whether it is there or not.
  func admitted(
    _ path: FilePath, at place: String, _ library: Library
  ) throws -> FilePath {
    guard path.bytes.first == UInt8(ascii: "/"), !path.bytes.contains(0) else {
      throw HTTPProblem.field(place, "a whole path is needed, from / on")
    }
    let known = try roots + library.reader.roots().map(\.path)
    guard let resolved = try? path.resolved() else {
      // Whether it is there is told only of places that may be looked into.
      let names = path.bytes.split(separator: UInt8(ascii: "/"))
      let isPlain = !names.contains { $0.elementsEqual("..".utf8) || $0.elementsEqual(".".utf8) }
      guard isPlain, known.contains(where: path.isInside) else { throw Self.outside(path) }
      throw HTTPProblem.notFound("There is nothing at \(path.display).")
    }
    guard known.contains(where: resolved.isInside) else { throw Self.outside(path) }
    guard !resolved.isInside(library.folder) else {
      throw HTTPProblem(
        .forbidden, type: "place", detail: "The library itself cannot be indexed.")
    }
    return resolved
  }

  static func outside(_ path: FilePath) -> HTTPProblem {
    HTTPProblem(
      .forbidden, type: "place",
      detail: "\(path.display) is outside the folders that this server may look into. "
        + "Name more with: semblance serve --root FOLDER")
  }
}
