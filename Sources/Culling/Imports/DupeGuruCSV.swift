import Core

/// dupeGuru's table: one record a file, a group's reference first. `Group ID` is always the first
/// column and always called so; the others are those that its window shows, in the order and the
/// language in which it shows them.
enum DupeGuruCSV {
  /// - Returns: `nil` when the first column is another.
  /// - Throws: `import.no-folder` when no column holds folders.
  static func groups(in text: String) throws(Fault) -> [ImportedGroups.Group]? {
    let records = CSVRecords.records(in: text)
    guard let heading = records.first, heading.first == "Group ID", heading.count > 1 else {
      return nil
    }
    let rows = records.dropFirst().filter { $0.count == heading.count }
    if rows.isEmpty { return [] }
    guard let folder = folderColumn(heading, rows), let name = nameColumn(heading, rows, folder)
    else {
      throw Fault(
        "import.no-folder", .user, "has no column with the folders of the files",
        remedy: "Let dupeGuru show the column Folder, and export again.")
    }
    var groups: [ImportedGroups.Group] = []
    var places: [String: Int] = [:]
    for record in rows {
      let path = FilePath(record[folder]).appending(record[name])
      if let place = places[record[0]] {
        groups[place].paths.append(path)
      } else {
        places[record[0]] = groups.count
        groups.append(.init(paths: [path]))
      }
    }
    return groups
  }

  /// `Folder`, or in other languages the column of which every field is a path from the root.
  private static func folderColumn(_ heading: [String], _ rows: [[String]]) -> Int? {
    heading.firstIndex(of: "Folder")
      ?? heading.indices.dropFirst().first { column in
        rows.allSatisfy { $0[column].hasPrefix("/") }
      }
  }

  /// `Filename`, or in other languages the first column whose fields have an extension as files do,
  /// or else the first that holds no folders.
  private static func nameColumn(
    _ heading: [String], _ rows: [[String]], _ folder: Int
  ) -> Int? {
    let others = heading.indices.dropFirst().filter { $0 != folder }
    return heading.firstIndex(of: "Filename")
      ?? others.first { column in
        rows.allSatisfy { FilePath($0[column]).fileExtension.contains(where: \.isLetter) }
      } ?? others.first
  }
}
