package import Core

/// What the names of two folders have in common.
package struct NameComparison: Sendable {
  /// Files of one name, or of one stem under several extensions.
  package struct Match: Hashable, Sendable {
    package var first: FilePath
    package var second: FilePath

    package init(first: FilePath, second: FilePath) {
      self.first = first
      self.second = second
    }
  }

  package var sameNames: [Match] = []
  /// Same stem, other extension; files with a namesake on the other side are left out.
  package var sameStems: [Match] = []
  package var onlyFirst: [FilePath] = []
  package var onlySecond: [FilePath] = []

  /// Compares names without regard to the folders below the two, and to case. Every pairing is
  /// listed where a name is there more than once. O(n log n) and the number of pairings.
  package init(_ first: [FilePath], _ second: [FilePath]) {
    let byName = Dictionary(grouping: second) { Self.key($0.lastComponent) }
    let byStem = Dictionary(grouping: second) { Self.key($0.stem) }
    var met: Set<FilePath> = []
    var rest: [FilePath] = []
    for file in first.sorted() {
      let namesakes = (byName[Self.key(file.lastComponent)] ?? []).sorted()
      sameNames += namesakes.map { Match(first: file, second: $0) }
      met.formUnion(namesakes)
      if namesakes.isEmpty { rest.append(file) }
    }
    let named = met
    for file in rest {
      let relatives = (byStem[Self.key(file.stem)] ?? []).filter { !named.contains($0) }.sorted()
      sameStems += relatives.map { Match(first: file, second: $0) }
      met.formUnion(relatives)
      if relatives.isEmpty { onlyFirst.append(file) }
    }
    onlySecond = second.filter { !met.contains($0) }.sorted()
  }

  private static func key(_ name: FilePath) -> [UInt8] {
    String(validating: name.bytes, as: UTF8.self).map { Array($0.lowercased().utf8) } ?? name.bytes
  }
}
