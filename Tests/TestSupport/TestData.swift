package import Foundation

/// Where the real photographs and hostile files lie, which are too large (and not ours) to commit.
package enum TestData {
  /// `SEMBLANCE_TEST_DATA`, or `../shared/data` beside the package; `nil` when neither is there.
  package static let root: URL? = {
    let named = ProcessInfo.processInfo.environment["SEMBLANCE_TEST_DATA"]
    let package = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder =
      named.map { URL(filePath: $0) } ?? package.appending(path: "../shared/data").standardized
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  /// Whether a folder or file of the test data is there.
  package static func has(_ path: String) -> Bool {
    guard let root else { return false }
    return FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  /// A folder or file of the test data. Guard the test with `.enabled(if: TestData.has(…),
  /// "needs …")`, which reports it as skipped with the reason.
  package static func url(_ path: String) -> URL {
    guard let root else { preconditionFailure("guard the test with TestData.has(\"\(path)\")") }
    return root.appending(path: path)
  }

  /// Every regular file below a folder of the test data, in a fixed order.
  package static func files(under path: String, extensions: Set<String> = []) -> [URL] {
    let folder = url(path)
    let walker = FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: [.isRegularFileKey])
    return (walker?.compactMap { $0 as? URL } ?? [])
      .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
      .filter { extensions.isEmpty || extensions.contains($0.pathExtension.lowercased()) }
      .sorted { $0.path < $1.path }
  }
}
