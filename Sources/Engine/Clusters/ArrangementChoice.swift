package import Core
package import Review

/// Which pictures to put into one folder a cluster, and how.
package struct ArrangementChoice: Sendable {
  package var method: ClusterMethod
  /// The folder that will hold one folder a cluster: absolute, without links on the way to it. It
  /// need not be there.
  package var target: FilePath
  package var way: TransferWay = .symlink
  /// Whether the pictures that are in no cluster go too, into a folder of their own.
  package var includesAlone = false
  /// Endings of companions for this time, beside those of the library.
  package var companions: [String] = []
  /// The vectors to compare by; `nil` for the best there are.
  package var space: String?
  /// Only pictures in these folders; none for everything.
  package var folders: [FilePath] = []

  package init(_ method: ClusterMethod, target: FilePath) {
    self.method = method
    self.target = target
  }
}
