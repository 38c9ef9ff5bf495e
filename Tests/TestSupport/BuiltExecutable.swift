package import Foundation

/// Executables that the build has made beside the test bundle.
package enum BuiltExecutable {
  /// `nil` when it was not built.
  package static func named(_ name: String) -> URL? {
    var folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    var candidates = [URL(filePath: CommandLine.arguments[0]), folder]
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      candidates.append(folder)
    }
    candidates += Bundle.allBundles.map(\.bundleURL)
    return candidates.map { $0.deletingLastPathComponent().appending(path: name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}
