package import HTTPKit

extension RequestKind {
  /// Routes that search, which takes the processor more than a look.
  private static let searches: Set<String> = [
    "search", "searchSimilar", "searchCluster", "similarImages", "exportSearch", "aliasSearch",
    "aliasSearchImage",
  ]

  /// What a route costs; reading for files of the web app.
  @Sendable package static func of(_ route: Route?) -> RequestKind {
    guard let route else { return .read }
    if searches.contains(route.name) { return .search }
    return route.method.isSafe ? .read : .write
  }
}
