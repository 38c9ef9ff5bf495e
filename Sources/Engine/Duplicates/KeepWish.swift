import Core
import Files
package import Grouping

/// What a person wants to keep: rules, the weightiest first, and paths for `path-priority`.
package struct KeepWish: Hashable, Sendable {
  package var rules: [KeepRule]
  /// Globs, the most preferred first. Alone they make `path-priority` the first rule.
  package var prefer: [String]

  package init(_ rules: [KeepRule] = [], prefer: [String] = []) {
    self.rules =
      prefer.isEmpty || rules.contains(.pathPriority) ? rules : [.pathPriority] + rules
    self.prefer = prefer
  }
}

/// The order of files of the same bytes: the reference, then what a person wants, then the oldest,
/// then the shallowest path.
struct CopyOrder {
  let priority: PathPriority
  private let rules: [KeepRule]

  /// - Throws: `glob.malformed`.
  init(_ wish: KeepWish) throws(Fault) {
    priority = try PathPriority(wish.prefer)
    // Files of the same bytes differ in nothing else.
    rules = wish.rules.filter { [.newest, .oldest, .pathPriority].contains($0) } + [.oldest]
  }

  func sorted(_ files: [SearchScope.File]) -> [SearchScope.File] {
    guard files.count > 1 else { return files }
    return files.map { (file: $0, merits: merits(of: $0)) }.sorted { one, other in
      if one.merits != other.merits {
        return other.merits.lexicographicallyPrecedes(one.merits)
      }
      let (length, otherLength) = (one.file.path.bytes.count, other.file.path.bytes.count)
      return length == otherLength ? one.file.path < other.file.path : length < otherLength
    }.map(\.file)
  }

  /// Why the first of files in this order is the one to keep.
  func reason(for files: [SearchScope.File]) -> String {
    guard files.count > 1, !files[0].isReference else {
      return files[0].isReference ? "lies in a reference folder" : Self.noDifference
    }
    let (best, second) = (merits(of: files[0]), merits(of: files[1]))
    // The last rule is our own, which nobody asked for.
    let decisive = rules.indices.dropLast().first { best[$0 + 1] != second[$0 + 1] }
    return decisive.map { rules[$0].reason } ?? Self.noDifference
  }

  private static let noDifference = "comes first; the copies are as good"

  private func merits(of file: SearchScope.File) -> [Int64] {
    [file.isReference ? 1 : 0]
      + rules.map { rule in
        switch rule {
        case .newest: file.modified
        case .pathPriority: -Int64(priority.place(of: file.path))
        // The other way round, for any number.
        default: ~file.modified
        }
      }
  }
}
