package import Core
package import Foundation

/// A folder of its own for a test, removed with the last reference to it.
package final class TemporaryFolder: Sendable {
  package let url: URL
  package var path: FilePath { FilePath(url.path) }

  package init() throws {
    url = FileManager.default.temporaryDirectory
      .appending(path: "semblance-test-\(UUID().uuidString)").resolvingSymlinksInPath()
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file below the folder, making the folders on its way.
  @discardableResult
  package func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> URL {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file
  }

  /// Removes a file or folder below the folder.
  package func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: url.appending(path: name))
  }
}
