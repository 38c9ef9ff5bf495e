import Foundation

/// Every file below a folder with its bytes and its time.
struct TreeContents: Equatable {
  private struct File: Equatable {
    var bytes: Data
    var modified: Date?
  }

  private var files: [String: File] = [:]

  init(of folder: URL) throws {
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let url = folder.appending(path: name)
      let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
      guard attributes[.type] as? FileAttributeType == .typeRegular else {
        files[name + "/"] = File(bytes: Data(), modified: nil)
        continue
      }
      files[name] = File(
        bytes: try Data(contentsOf: url), modified: attributes[.modificationDate] as? Date)
    }
  }

  var names: [String] { files.keys.sorted() }
}
