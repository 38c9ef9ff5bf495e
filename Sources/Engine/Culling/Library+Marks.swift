import Catalogue
package import Core
import Files
package import Review

extension Library {
  /// Marks every picture at or below some paths by a word, or takes that away. Doing it twice
  /// changes nothing more; nothing but empty files is ever taken away, and undo brings them back.
  /// Pictures that are indexed are found by it at once.
  ///
  /// - Parameter word: lower-case letters and digits, no picture's or common sidecar's extension.
  /// - Returns: what was done, and what could not be listed.
  /// - Throws: `flag.name`; ``Cancelled``; a fault when the journal cannot be written.
  package func setMark(
    _ word: String, on paths: [FilePath], clear: Bool, dryRun: Bool = false,
    cancellation: CancellationToken = CancellationToken(),
    progress: (ReviewProgress) -> Void = { _ in }
  ) throws -> (outcome: ReviewOutcome, issues: [Fault]) {
    guard PictureMark.isWord(word) else { throw Self.notAMark(word) }
    let roots = paths.map { (try? $0.resolved()) ?? $0 }
    let (files, alreadyMarked, issues) = try markFiles(
      of: word, below: roots, clear: clear, cancellation)
    if dryRun {
      return (.plannedMarks(files, made: !clear, alsoUnchanged: alreadyMarked), issues)
    }
    var outcome = try reviewSession().setMarks(
      files, made: !clear, cancellation: cancellation, progress: progress)
    outcome.marks?.unchanged += alreadyMarked
    try followMarks(outcome.marks)
    return (outcome, issues)
  }

  /// Brings the catalogue's marks of the folders in which marks were changed up to date.
  func followMarks(_ marks: MarkOutcome?) throws {
    guard let marks, !marks.changed.isEmpty else { return }
    for folder in Set(marks.changed.compactMap(\.parent)).sorted() {
      let now = FolderMarks(reading: folder)
      let changed = try reader.files(in: folder).filter { file in
        file.state == .present && now.words(on: file.path.lastComponent) != file.marks
      }
      if changed.isEmpty { continue }
      try writer.transaction { transaction in
        for file in changed {
          try transaction.setMarks(now.words(on: file.path.lastComponent), of: file.id)
        }
      }
    }
  }

  /// The files to make or to take away for the pictures below some paths, and how many pictures are
  /// marked already by a file of another case or form (`IMG_1.png.cropped`).
  private func markFiles(
    of word: String, below roots: [FilePath], clear: Bool, _ cancellation: CancellationToken
  ) throws -> (files: [FilePath], alreadyMarked: Int, issues: [Fault]) {
    var (files, alreadyMarked, issues): ([FilePath], Int, [Fault]) = ([], 0, [])
    var seen: Set<FilePath> = []
    var folders: [FilePath: FolderMarks] = [:]
    try FolderScanner(roots: roots).scan(cancellation: cancellation) { event in
      switch event {
      case .issue(let fault): issues.append(fault)
      case .picture(let picture):
        let usual = PictureMark.place(of: word, beside: picture.path)
        var places = [usual]
        if picture.marks.contains(word), let folder = picture.path.parent {
          let marks = folders[folder] ?? FolderMarks(reading: folder)
          folders[folder] = marks
          let names = marks.files(of: word, on: picture.path.lastComponent)
          places = names.map { folder.appending($0) }
          if !clear, !places.contains(usual) {
            alreadyMarked += 1
            return
          }
          places = clear ? places : [usual]
        }
        // Two pictures of one stem share their mark.
        files += places.filter { seen.insert($0).inserted }
      }
    }
    return (files, alreadyMarked, issues)
  }

  private static func notAMark(_ word: String) -> Fault {
    Fault(
      "flag.name", .user, "\(word) cannot be a mark",
      remedy: "Use lower-case letters and digits, such as cropped; no extension of pictures or "
        + "sidecars.")
  }
}
