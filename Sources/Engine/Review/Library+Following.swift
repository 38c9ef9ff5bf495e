import Catalogue
import Core
import Review

/// A file that an action on files has put elsewhere.
private struct Relocation: Hashable {
  var origin: FilePath
  /// Where it lies now.
  var path: FilePath
  var state: FileState
}

extension Library {
  func reviewSession() throws(Fault) -> ReviewSession {
    try ReviewSession(journalFolder: journalFolder, trash: trash)
  }

  /// Carries out an action on files and brings the catalogue to where they are now.
  func reviewing(_ action: (ReviewSession) throws -> ReviewOutcome) throws -> ReviewOutcome {
    let session = try reviewSession()
    let before = Self.relocations(of: session)
    let outcome = try action(session)
    try follow(Self.relocations(of: session), formerly: before)
    return outcome
  }

  private static func relocations(of session: ReviewSession) -> [Relocation] {
    session.staged().flatMap(\.files).map {
      Relocation(origin: $0.origin, path: $0.path, state: .staged)
    }
      + session.arrangedByMoving().map {
        Relocation(origin: $0.origin, path: $0.path, state: .present)
      }
  }

  /// Brings the catalogue to where the files are now. Idempotent: after a crash in between, the next
  /// action or index does the rest.
  private func follow(_ now: [Relocation], formerly before: [Relocation]) throws {
    let away = Set(now.map(\.path))
    try writer.transaction { transaction in
      for file in now {
        // What lies at the old place by now is another file.
        guard let there = try? ReviewedFile(reading: file.path),
          (try? ReviewedFile(reading: file.origin)) == nil
        else { continue }
        try transaction.relocateFile(
          at: file.origin, to: file.path, identity: there.identity, state: file.state)
      }
      for file in before where !away.contains(file.path) {
        if let there = try? ReviewedFile(reading: file.origin) {
          try transaction.relocateFile(
            at: file.path, to: file.origin, identity: there.identity, state: .present)
        } else {
          try transaction.removeFile(at: file.path)
        }
      }
    }
  }
}
