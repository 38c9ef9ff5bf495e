internal import HTTPKit

/// The web app: its files, and its page for every path that is one of the app's own views.
struct WebRoute {
  /// `nil` where it was not built.
  let folder: StaticFolder?
  /// Whether the server would show it.
  let isOffered: Bool

  /// First names of paths that are the API's; what is not there is not a view either.
  static let reserved: Set<String> = ["api", "healthz", "readyz", "metrics", ObjectDoor.name]

  var route: Route {
    Route(.get, "/{path...}", name: "webApp", "The web app.") { request in
      let segments = request.target.segments
      guard let folder else {
        throw HTTPProblem.notFound(
          isOffered
            ? "The web app is not built. Build it with: make web; or name its folder: --web FOLDER."
            : "The web app cannot sign in without a password: semblance password set. Programs can, "
              + "with a key or a token.")
      }
      if !segments.isEmpty, let file = folder.response(for: segments) { return file }
      guard !(segments.last ?? "").contains("."), let page = folder.response(for: ["index.html"])
      else { throw HTTPProblem.notFound("There is nothing at \(request.target.path).") }
      return page
    }
  }
}
