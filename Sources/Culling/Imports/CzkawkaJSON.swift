import Core
import FoundationEssentials

/// Results of czkawka_core as JSON. Similar images are a list of groups; with reference folders each
/// group is a pair of one entry and a list; duplicates are objects from a size, name or hash to one
/// or several groups. An entry is an object with a `path`.
enum CzkawkaJSON {
  static func groups(in bytes: [UInt8]) throws(Fault) -> [ImportedGroups.Group] {
    do {
      let node = try JSONDecoder().decode(Node.self, from: Data(bytes))
      return groups(in: node)
    } catch {
      throw ImportedGroups.unknown("not the JSON that Czkawka writes")
    }
  }

  private static func groups(in node: Node) -> [ImportedGroups.Group] {
    switch node {
    case .entry, .other: return []
    case .members(let members):
      // A size in a larger file sorts by number, so that the order is Czkawka's own.
      return members.sorted { one, other in
        switch (UInt64(one.key), UInt64(other.key)) {
        case (let first?, let second?): first < second
        default: one.key < other.key
        }
      }.flatMap { groups(in: $0.value) }
    case .list(let nodes):
      if nodes.count == 2, case .entry(let first) = nodes[0], case .list(let rest) = nodes[1] {
        let others = rest.compactMap(\.path)
        return [.init(paths: [first] + others, hasReference: true)]
      }
      let paths = nodes.compactMap(\.path)
      if !nodes.isEmpty, paths.count == nodes.count { return [.init(paths: paths)] }
      return nodes.flatMap(groups)
    }
  }

  private indirect enum Node: Decodable {
    case entry(FilePath)
    case members([String: Node])
    case list([Node])
    case other

    var path: FilePath? {
      if case .entry(let path) = self { path } else { nil }
    }

    private struct Entry: Decodable {
      var path: String
    }

    init(from decoder: any Decoder) throws {
      if let entry = try? Entry(from: decoder) {
        self = .entry(FilePath(entry.path))
      } else if let list = try? [Node](from: decoder) {
        self = .list(list)
      } else if let members = try? [String: Node](from: decoder) {
        self = .members(members)
      } else {
        self = .other
      }
    }
  }
}
