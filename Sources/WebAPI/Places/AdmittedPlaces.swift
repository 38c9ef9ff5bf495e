internal import Core
internal import Engine
internal import HTTPKit

/// Which folders of the machine may be looked into and indexed over HTTP: those below the roots that
/// the person who started the server named, and those that are indexed already.
struct AdmittedPlaces: Sendable {
  /// Resolved.
  let roots: [FilePath]
  /// Whether nothing but the roots is admitted, not even what is indexed already: for one of many
  /// users of a server, of whom a folder may have been taken back.
  private let isConfined: Bool

  init(_ roots: [FilePath]) {
    self.roots = roots.compactMap { try? $0.resolved() }
    isConfined = false
  }

  /// - Parameter roots: resolved; none for a user who may look into no folders at all.
  init(confinedTo roots: [FilePath]) {
    self.roots = roots
    isConfined = true
  }

  /// - Throws: ``HTTPProblem`` 403 when no folder at all may be looked into.
  func check() throws(HTTPProblem) {
    guard isConfined, roots.isEmpty else { return }
    throw HTTPProblem(
      .forbidden, type: "place",
      detail: "This server looks into no folders for you. Send pictures: POST /api/images.")
  }

  /// What of some paths may be scanned now. Of one of many users those that were taken back since
  /// they were indexed are left out, and those that lead elsewhere by now.
  func scannable(_ paths: [FilePath], _ library: Library) -> [FilePath] {
    guard isConfined else { return paths }
    let admitted = roots + [library.uploadFolder].compactMap { try? $0.resolved() }
    return paths.filter { path in
      (try? path.resolved()).map { real in admitted.contains(where: real.isInside) } ?? false
    }
  }

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
    try check()
    let known = isConfined ? roots : try roots + library.reader.roots().map(\.path)
    guard let resolved = try? path.resolved() else {
      // Whether it is there is told only of places that may be looked into.
      let names = path.bytes.split(separator: UInt8(ascii: "/"))
      let isPlain = !names.contains { $0.elementsEqual("..".utf8) || $0.elementsEqual(".".utf8) }
      guard isPlain, known.contains(where: path.isInside) else { throw outside(path) }
      throw HTTPProblem.notFound("There is nothing at \(path.display).")
    }
    guard known.contains(where: resolved.isInside) else { throw outside(path) }
    guard !resolved.isInside(library.folder) else {
      throw HTTPProblem(
        .forbidden, type: "place", detail: "The library itself cannot be indexed.")
    }
    return resolved
  }

  private func outside(_ path: FilePath) -> HTTPProblem {
    HTTPProblem(
      .forbidden, type: "place",
      detail: "\(path.display) is outside the folders that this server may look into"
        + (isConfined ? " for you." : ". Name more with: semblance serve --root FOLDER"))
  }
}
