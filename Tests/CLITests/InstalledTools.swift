import Foundation

/// What tests of the program can use where it is installed.
enum InstalledTools {
  /// Where ONNX Runtime lies on this machine; the tests' programs have a home of their own.
  static let runtime: String? = {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["SEMBLANCE_ORT"] { return named }
    let data = environment["XDG_DATA_HOME"] ?? "\(environment["HOME"] ?? "")/.local/share"
    let folder = "\(data)/semblance/runtime"
    return FileManager.default.fileExists(atPath: folder) ? folder : nil
  }()
}
