import Core
import Store

extension CatalogueTransaction {
  /// Says which marks lie beside a file, in place of those that did.
  package func setMarks(_ marks: [String], of file: FileID) throws {
    let own: SQL = """
       FROM files JOIN folders ON folders.id = folder_id
      WHERE files.id = ? AND owner_user_id = ?
      """
    let key: [SQLValue] = [.integer(file.rawValue), .text(owner.name)]
    try connection.execute(
      "DELETE FROM file_marks WHERE file_id IN (SELECT files.id" + own + ")", key)
    for mark in marks {
      try connection.execute(
        "INSERT OR IGNORE INTO file_marks (file_id, mark) SELECT files.id, ?" + own,
        [.text(mark)] + key)
    }
  }
}
