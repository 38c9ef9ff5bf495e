package import Core
package import Culling
import Files
package import Grouping

/// Two folders compared by the names of their files, and what the files of one name show.
package struct NameReport: Sendable {
  package enum Sameness: String, Sendable {
    case identical, similar, different
    /// One of the two is not indexed.
    case unknown
  }

  package struct Pair: Sendable {
    package var match: NameComparison.Match
    package var sameness: Sameness
    /// What one is to the other, where they look alike.
    package var kind: DuplicateKind?
  }

  package var sameNames: [Pair]
  package var sameStems: [Pair]
  package var onlyFirst: [FilePath]
  package var onlySecond: [FilePath]
  package var issues: [Fault]
}

extension Library {
  /// Compares the pictures of two folders by name; pairs that are indexed are looked at.
  ///
  /// - Parameter extensions: lower-case, without the dot; empty for every kind of picture.
  /// - Throws: ``Cancelled``; a fault when the catalogue cannot be read.
  package func compareNames(
    _ first: FilePath, _ second: FilePath, extensions: Set<String>,
    cancellation: CancellationToken = CancellationToken()
  ) throws -> NameReport {
    var issues: [Fault] = []
    let lists = try [first, second].map { root in
      var files: [FilePath] = []
      var options = ScanOptions()
      if !extensions.isEmpty { options.extensions = extensions }
      try FolderScanner(roots: [try root.resolved()], options: options)
        .scan(cancellation: cancellation) { event in
          switch event {
          case .picture(let file): files.append(file.path)
          case .issue(let fault): issues.append(fault)
          }
        }
      return files
    }
    let names = NameComparison(lists[0], lists[1])
    let scope = try CullScope(CullSearch(), reader: reader)
    let places = Dictionary(
      scope.files.enumerated().map { ($1.file.path, $0) }, uniquingKeysWith: { one, _ in one })
    func pair(_ match: NameComparison.Match) throws -> NameReport.Pair {
      try cancellation.check()
      guard let one = places[match.first], let other = places[match.second] else {
        return .init(match: match, sameness: .unknown)
      }
      let kind = try scope.kind(one, other)
      let sameness: NameReport.Sameness =
        kind == .exactFile ? .identical : kind == nil ? .different : .similar
      return .init(match: match, sameness: sameness, kind: kind)
    }
    return NameReport(
      sameNames: try names.sameNames.map(pair), sameStems: try names.sameStems.map(pair),
      onlyFirst: names.onlyFirst, onlySecond: names.onlySecond, issues: issues)
  }
}
