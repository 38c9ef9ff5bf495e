import Core
internal import Glibc

/// Reads the text files of models that lie in a folder.
enum ModelFile {
  /// Far beyond any model of this kind.
  private static let largestSize = 16 << 20

  /// - Throws: ``Fault`` `model.missing` when the file cannot be read, `model.damaged` when it is no
  ///   text.
  static func text(of name: String, in folder: FilePath) throws(Fault) -> String {
    let path = folder.appending(name)
    guard let bytes = bytes(of: path) else {
      throw Fault(
        "model.missing", .user, "The quality model has no readable file '\(name)'.",
        remedy: "Fetch the model, or name the folder that holds it.", path: folder)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .damagedModel("'\(name)' is no text", path: folder)
    }
    return text
  }

  /// The numbers of a comma-separated file, in reading order.
  static func numbers(of name: String, in folder: FilePath) throws(Fault) -> [Double] {
    let words = try text(of: name, in: folder).split { $0 == "," || $0.isWhitespace }
    let numbers = words.compactMap { Double($0) }
    guard numbers.count == words.count, numbers.allSatisfy(\.isFinite) else {
      throw .damagedModel("'\(name)' holds something that is no number", path: folder)
    }
    return numbers
  }

  private static func bytes(of path: FilePath) -> [UInt8]? {
    guard let file = path.withCString({ fopen($0, "rbe") }) else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    var all: [UInt8] = []
    while true {
      let count = fread(&bytes, 1, bytes.count, file)
      all += bytes[..<count]
      if all.count > largestSize || ferror(file) != 0 { return nil }
      if count < bytes.count { return all }
    }
  }
}
