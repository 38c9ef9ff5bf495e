import Core
import Glibc

/// The file of one mark. What is not an empty regular file is more than a mark, and stays.
struct MarkFile {
  let path: FilePath

  /// The mark, if it has to be touched to be made or to be taken away: one that is to go with what
  /// it is like.
  ///
  /// - Throws: a `Fault` `flag.not-empty` for a file that is to go and is more than a mark.
  func recordToChange(toMade isMade: Bool) throws(Fault) -> MarkRecord? {
    var record = MarkRecord(path)
    if isMade { return try FileEntry.exists(path) ? nil : record }
    guard try FileEntry.exists(path) else { return nil }
    let entry = try FileEntry(path)
    guard entry.kind == .regular, entry.identity.size == 0 else {
      throw Fault(
        "flag.not-empty", .user, "is not empty, so it is more than a mark",
        remedy: "Look into it, and remove it yourself.", path: path)
    }
    record.modified = entry.identity.modified
    record.mode = entry.mode
    return record
  }

  /// Makes the mark as a record says it was, or takes it away.
  ///
  /// - Returns: `false` when somebody else has just done so.
  func change(
    toMade isMade: Bool, like record: MarkRecord, calls: SystemCalls
  ) throws(Fault) -> Bool {
    // Looked at once more: what became more than a mark since the journal was written stays.
    guard try recordToChange(toMade: isMade) != nil else { return false }
    do throws(Fault) {
      if isMade {
        try calls.createEmpty(path, mode: record.mode, modified: record.modified)
      } else {
        try calls.unlink(path)
      }
    } catch {
      if error.code == (isMade ? "file.exists" : "file.missing") { return false }
      throw error
    }
    return true
  }
}
