import Core
import Files

/// The digest of a file's content.
enum FileDigest {
  /// - Throws: a `Fault` when the file cannot be read to its end.
  static func sha256(ofFile path: FilePath) throws(Fault) -> SHA256Digest {
    do { return try ContentDigest.sha256(ofFile: path) } catch let fault as Fault {
      throw fault
    } catch {
      throw Fault(
        "file.unreadable", .runtime, "cannot read the file", path: path, underlying: "\(error)")
    }
  }
}
