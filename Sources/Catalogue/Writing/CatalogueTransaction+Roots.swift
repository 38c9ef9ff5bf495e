package import Core
import Store

extension CatalogueTransaction {
  /// Remembers a folder (or single file) that is indexed.
  package func putRoot(_ path: FilePath) throws {
    try connection.execute(
      "INSERT OR IGNORE INTO roots (owner_user_id, path, added_at) VALUES (?, ?, ?)",
      [.text(owner.name), .blob(path.bytes), .integer(now.rawValue)])
  }

  /// Notes that a root was walked to its end.
  package func finishScan(of root: FilePath) throws {
    try connection.execute(
      "UPDATE roots SET scanned_at = ? WHERE owner_user_id = ? AND path = ?",
      [.integer(now.rawValue), .text(owner.name), .blob(root.bytes)])
  }

  /// No longer indexes a root; what is known of its files stays.
  package func removeRoot(_ path: FilePath) throws {
    try connection.execute(
      "DELETE FROM roots WHERE owner_user_id = ? AND path = ?",
      [.text(owner.name), .blob(path.bytes)])
  }

  /// Makes a folder a reference: files below it are compared with, and never suggested for removal.
  package func putReferenceFolder(_ path: FilePath) throws {
    try connection.execute(
      "INSERT OR IGNORE INTO reference_folders (owner_user_id, path, added_at) VALUES (?, ?, ?)",
      [.text(owner.name), .blob(path.bytes), .integer(now.rawValue)])
  }

  package func removeReferenceFolder(_ path: FilePath) throws {
    try connection.execute(
      "DELETE FROM reference_folders WHERE owner_user_id = ? AND path = ?",
      [.text(owner.name), .blob(path.bytes)])
  }

  /// Stores a setting, or removes it with `nil`.
  package func setSetting(_ name: String, to value: String?) throws {
    let key: [SQLValue] = [.text(owner.name), .text(name)]
    guard let value else {
      try connection.execute("DELETE FROM settings WHERE owner_user_id = ? AND name = ?", key)
      return
    }
    try connection.execute(
      """
      INSERT INTO settings (owner_user_id, name, value) VALUES (?, ?, ?)
      ON CONFLICT (owner_user_id, name) DO UPDATE SET value = excluded.value
      """, key + [.text(value)])
  }
}
