import Core

/// dupeGuru's table: one record a file, with `Group ID`, `Filename` and `Folder` among its columns.
enum DupeGuruCSV {
  /// - Returns: `nil` when the first record does not name these columns.
  static func groups(in text: String) -> [ImportedGroups.Group]? {
    let records = CSVRecords.records(in: text)
    guard let heading = records.first, let group = heading.firstIndex(of: "Group ID"),
      let name = heading.firstIndex(of: "Filename"), let folder = heading.firstIndex(of: "Folder")
    else { return nil }
    var groups: [ImportedGroups.Group] = []
    var places: [String: Int] = [:]
    for record in records.dropFirst() where record.count > max(group, name, folder) {
      let path = FilePath(record[folder]).appending(record[name])
      if let place = places[record[group]] {
        groups[place].paths.append(path)
      } else {
        places[record[group]] = groups.count
        groups.append(.init(paths: [path]))
      }
    }
    return groups
  }
}
