import Core

/// Which watch descriptor stands for which folder. Names are kept per folder, so that moving one
/// moves everything below it.
struct WatchTree {
  private struct Node {
    var parent: Int32?
    /// The last component; of a root, the whole path.
    var name: FilePath
    var rules: FolderRules
    var children: [FilePath: Int32] = [:]
  }

  private var nodes: [Int32: Node] = [:]
  private var roots: [FilePath: Int32] = [:]

  var count: Int { nodes.count }

  /// The descriptor of the root with a path.
  func root(at path: FilePath) -> Int32? { roots[path] }

  /// The path of a watched folder, built from the names on its way.
  func path(of descriptor: Int32) -> FilePath? {
    guard let node = nodes[descriptor] else { return nil }
    guard let parent = node.parent else { return node.name }
    return path(of: parent)?.appending(node.name)
  }

  /// What applies inside a watched folder.
  func rules(in descriptor: Int32) -> FolderRules? { nodes[descriptor]?.rules }

  func isRoot(_ descriptor: Int32) -> Bool {
    nodes[descriptor].map { $0.parent == nil } ?? false
  }

  /// The watched folder of a name in a watched folder.
  func child(_ name: FilePath, of descriptor: Int32) -> Int32? {
    nodes[descriptor]?.children[name]
  }

  /// The watched folders in a watched folder.
  func children(of descriptor: Int32) -> [Int32] {
    nodes[descriptor].map { Array($0.children.values) } ?? []
  }

  /// Makes a descriptor stand for a folder, below another one or as a root. One that stood for
  /// another folder is moved with everything below it.
  mutating func place(
    _ descriptor: Int32, name: FilePath, parent: Int32?, rules: FolderRules
  ) {
    if let old = nodes[descriptor] {
      detach(descriptor, old)
      nodes[descriptor]?.parent = parent
      nodes[descriptor]?.name = name
      nodes[descriptor]?.rules = rules
    } else {
      nodes[descriptor] = Node(parent: parent, name: name, rules: rules)
    }
    if let parent {
      nodes[parent]?.children[name] = descriptor
    } else {
      roots[name] = descriptor
    }
  }

  /// Says what applies inside a folder, once its ignore file is known.
  mutating func set(_ rules: FolderRules, in descriptor: Int32) {
    nodes[descriptor]?.rules = rules
  }

  /// Forgets a folder and everything below it.
  ///
  /// - Returns: the descriptors that no longer stand for anything.
  mutating func remove(_ descriptor: Int32) -> [Int32] {
    guard let node = nodes[descriptor] else { return [] }
    detach(descriptor, node)
    var removed: [Int32] = []
    var pending = [descriptor]
    while let next = pending.popLast() {
      guard let node = nodes.removeValue(forKey: next) else { continue }
      removed.append(next)
      pending += node.children.values
    }
    return removed
  }

  private mutating func detach(_ descriptor: Int32, _ node: Node) {
    if let parent = node.parent {
      if nodes[parent]?.children[node.name] == descriptor {
        nodes[parent]?.children[node.name] = nil
      }
    } else {
      roots[node.name] = nil
    }
  }
}
