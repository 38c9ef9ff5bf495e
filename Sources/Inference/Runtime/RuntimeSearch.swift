package import Core

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Where ONNX Runtime may lie: where `SEMBLANCE_ORT` says, else in `semblance/runtime` of the data
/// folder, where `tools/runtime.sh` puts it, else where the system finds it.
package struct RuntimeSearch: Sendable {
  private let named: FilePath?
  private let folders: [FilePath]

  /// - Parameter environment: `SEMBLANCE_ORT` (a file or a folder), `XDG_DATA_HOME`, `HOME`.
  package init(environment: [String: String]) {
    named = environment["SEMBLANCE_ORT"].flatMap { $0.isEmpty ? nil : FilePath($0) }
    let data = DataFolder.standard(environment: environment)
    folders = data.map { [$0.appending("runtime")] } ?? []
  }

  /// Loads the first that is there.
  ///
  /// - Throws: a fault `inference.missing` when there is none, and what is wrong with the one that
  ///   `SEMBLANCE_ORT` names or that lies in the data folder.
  package func load() throws(Fault) -> InferenceRuntime {
    if let named {
      guard let file = Self.library(at: named) else {
        throw Fault(
          "inference.missing", .user, "there is no ONNX Runtime where SEMBLANCE_ORT says",
          remedy: "Name the file libonnxruntime.so, or a folder that holds it.", path: named)
      }
      return try InferenceRuntime(loading: file)
    }
    for folder in folders {
      if let file = Self.library(at: folder) { return try InferenceRuntime(loading: file) }
    }
    for name in ["libonnxruntime.so.1", "libonnxruntime.so", "libonnxruntime.dylib"] {
      if let runtime = try? InferenceRuntime(loading: FilePath(name)) { return runtime }
    }
    throw Fault(
      "inference.missing", .user, "ONNX Runtime is not installed",
      remedy: "Install it with: tools/runtime.sh")
  }

  /// A library file, or the newest in a folder or in the wheel's folders below it.
  private static func library(at place: FilePath) -> FilePath? {
    if isFile(place) { return place }
    for folder in [
      place, place.appending("capi"), place.appending("onnxruntime").appending("capi"),
      place.appending("lib"),
    ] {
      let names = Self.names(in: folder).filter {
        $0 == "libonnxruntime.dylib" || $0.hasPrefix("libonnxruntime.so")
      }
      if let newest = names.max() { return folder.appending(newest) }
    }
    return nil
  }

  private static func isFile(_ path: FilePath) -> Bool {
    var status = stat()
    return path.withCString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private static func names(in folder: FilePath) -> [String] {
    guard let stream = folder.withCString({ opendir($0) }) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }
}
