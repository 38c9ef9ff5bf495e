package import Core
import Store

extension CatalogueReader {
  /// What is known of a path.
  package func file(at path: FilePath) throws -> CataloguedFile? {
    try database.read { connection in
      try connection.first(
        selectFile + " WHERE owner_user_id = ? AND path = ? AND name = ?",
        [
          ownerValue, .blob((path.parent ?? FilePath(".")).bytes), .blob(path.lastComponent.bytes),
        ]
      ) { CataloguedFile($0) }
    }
  }

  package func file(_ id: FileID) throws -> CataloguedFile? {
    try database.read { connection in
      try connection.first(
        selectFile + " WHERE owner_user_id = ? AND files.id = ?",
        [ownerValue, .integer(id.rawValue)]
      ) { CataloguedFile($0) }
    }
  }

  /// The files that hold an image, by path.
  package func files(of image: ImageID) throws -> [CataloguedFile] {
    try sortedFiles(" WHERE owner_user_id = ? AND image_id = ?", .integer(image.rawValue))
  }

  /// The files directly in a folder, by path.
  package func files(in folder: FilePath) throws -> [CataloguedFile] {
    try sortedFiles(" WHERE owner_user_id = ? AND path = ?", .blob(folder.bytes))
  }

  /// Every file in a state, by path: the failed ones, the staged ones.
  package func files(in state: FileState) throws -> [CataloguedFile] {
    try sortedFiles(" WHERE owner_user_id = ? AND state = ?", .text(state.rawValue))
  }

  /// Every file, by path.
  package func allFiles() throws -> [CataloguedFile] {
    try database.read { connection in
      try connection.rows(selectFile + " WHERE owner_user_id = ?", [ownerValue]) {
        CataloguedFile($0)
      }.sorted { $0.path < $1.path }
    }
  }

  /// What a scan of `roots` compares with: every file at or below one of them. One pass over the
  /// table.
  package func knownFiles(below roots: [FilePath]) throws -> [FilePath: KnownFile] {
    try database.read { connection in
      let folders = try foldersTouching(roots, on: connection)
      let marks = try fileMarks(on: connection)
      var known: [FilePath: KnownFile] = [:]
      for (id, folder) in folders {
        func add(_ row: borrowing Row) {
          known[folder.path.appending(row.path(0))] = KnownFile(
            id: row.fileID(5), identity: row.identity(from: 1),
            image: row.optionalInteger(6).map { ImageID(rawValue: $0) },
            state: FileState(rawValue: row.text(7)) ?? .present, failureCode: row.optionalText(8),
            marks: marks[row.fileID(5)] ?? [])
        }
        if folder.isInside {
          try connection.forEach(selectKnown, [.integer(id)], add)
        } else {
          for root in roots where root.parent == folder.path {
            let name = SQLValue.blob(root.lastComponent.bytes)
            try connection.forEach(selectKnown + " AND name = ?", [.integer(id), name], add)
          }
        }
      }
      return known
    }
  }

  /// The words of the marks beside files, in their order; files without any are left out. One pass
  /// over the marks.
  package func fileMarks() throws -> [FileID: [String]] {
    try database.read { try fileMarks(on: $0) }
  }

  private func fileMarks(on connection: Connection) throws -> [FileID: [String]] {
    var marks: [FileID: [String]] = [:]
    try connection.forEach("SELECT file_id, mark FROM file_marks ORDER BY file_id, mark") { row in
      marks[row.fileID(0), default: []].append(row.text(1))
    }
    return marks
  }

  /// The folders inside a root, and those that hold a root which is a single file.
  private func foldersTouching(
    _ roots: [FilePath], on connection: Connection
  ) throws -> [Int64: (path: FilePath, isInside: Bool)] {
    let parents = Set(roots.compactMap(\.parent))
    var folders: [Int64: (path: FilePath, isInside: Bool)] = [:]
    try connection.forEach("SELECT id, path FROM folders WHERE owner_user_id = ?", [ownerValue]) {
      row in
      let path = row.path(1)
      let isInside = roots.contains { path.isInside($0) }
      if isInside || parents.contains(path) { folders[row.integer(0)] = (path, isInside) }
    }
    return folders
  }

  private func sortedFiles(_ condition: SQL, _ value: SQLValue) throws -> [CataloguedFile] {
    try database.read { connection in
      try connection.rows(selectFile + condition, [ownerValue, value]) { CataloguedFile($0) }
        .sorted { $0.path < $1.path }
    }
  }
}

private let selectKnown: SQL = """
  SELECT name, device, inode, size, modified, id, image_id, state, failure_code
  FROM files WHERE folder_id = ?
  """

private let selectFile: SQL = """
  SELECT
    folders.path, files.name, device, inode, size, modified, files.id, image_id, state,
    failure_code, failure_message, failure_remedy, attempts, first_seen, checked_at, missing_since,
    (SELECT group_concat(mark, ' ') FROM file_marks WHERE file_id = files.id)
  FROM files JOIN folders ON folders.id = folder_id
  """

extension CataloguedFile {
  fileprivate init(_ row: borrowing Row) {
    path = row.joinedPath(from: 0)
    identity = row.identity(from: 2)
    id = row.fileID(6)
    image = row.optionalInteger(7).map { ImageID(rawValue: $0) }
    state = FileState(rawValue: row.text(8)) ?? .present
    failure =
      row.isNull(9)
      ? nil
      : FileFailure(
        code: row.text(9), message: row.text(10), remedy: row.text(11), attempts: row.int(12))
    firstSeen = row.timestamp(13)
    checkedAt = row.timestamp(14)
    missingSince = row.optionalInteger(15).map { Timestamp(rawValue: $0) }
    // A mark is letters and digits.
    marks = row.optionalText(16)?.split(separator: " ").map(String.init).sorted() ?? []
  }
}
