/// The path of a route: `/api/images/{id}/thumbnail`. A name in braces takes one whole segment; a
/// last `{name...}` takes all that is left, slashes between.
package struct RoutePattern: Sendable, Hashable, CustomStringConvertible {
  enum Segment: Sendable, Hashable {
    case literal(String)
    case parameter(String)
    case rest(String)
  }

  package let description: String
  let segments: [Segment]

  /// The names of its parameters, in order.
  package var parameterNames: [String] {
    segments.compactMap {
      switch $0 {
      case .literal: nil
      case .parameter(let name), .rest(let name): name
      }
    }
  }

  /// Patterns are written in the program: a malformed one stops it.
  package init(_ pattern: String) {
    precondition(pattern.hasPrefix("/"), "a pattern begins with a slash: \(pattern)")
    description = pattern
    segments = pattern.dropFirst().split(separator: "/").map { piece in
      guard piece.hasPrefix("{"), piece.hasSuffix("}") else { return .literal(String(piece)) }
      let name = piece.dropFirst().dropLast()
      return name.hasSuffix("...") ? .rest(String(name.dropLast(3))) : .parameter(String(name))
    }
    for (index, segment) in segments.enumerated() {
      if case .rest = segment {
        precondition(index == segments.count - 1, "the rest comes last: \(pattern)")
      }
    }
  }

  /// The parameters' values when the path fits; `nil` otherwise.
  func match(_ path: [String]) -> [String: String]? {
    var values: [String: String] = [:]
    for (index, segment) in segments.enumerated() {
      if case .rest(let name) = segment {
        guard index < path.count else { return nil }
        values[name] = path[index...].joined(separator: "/")
        return values
      }
      guard index < path.count else { return nil }
      switch segment {
      case .literal(let text): if text != path[index] { return nil }
      case .parameter(let name):
        if path[index].isEmpty { return nil }
        values[name] = path[index]
      case .rest: return nil
      }
    }
    return path.count == segments.count ? values : nil
  }

  /// Orders patterns so that the more exact is tried first: literals before parameters before rests.
  var rank: [Int] {
    segments.map {
      switch $0 {
      case .literal: 0
      case .parameter: 1
      case .rest: 2
      }
    }
  }
}
