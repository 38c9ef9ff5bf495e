/// How files get to where they go.
package enum TransferWay: String, Hashable, Sendable, Codable, CaseIterable {
  /// A symbolic link is made there; the file stays.
  case symlink
  /// A copy is made there; the file stays.
  case copy
  case move
}
