import Core
import Glibc

extension ReviewSession {
  /// Removes the folders that moving files made and that nothing is left in, and seals that are
  /// alone in their folder.
  func removeEmptyFolders() {
    removeMadeFolders()
    var hasRemoved = false
    for seal in journal.ledger.madeSeals {
      switch mover.removeSeal(seal) {
      case .removed: hasRemoved = true
      case .needed: continue
      case .gone: break
      }
      journal.forget(seal: seal)
    }
    if hasRemoved { removeMadeFolders() }
  }

  private func removeMadeFolders() {
    // The deepest first, so that its parent may be empty in its turn.
    for folder in journal.ledger.madeFolders.sorted().reversed() {
      let isGone = calls.removeFolderIfEmpty(folder) || errno == ENOENT
      if isGone { journal.forget(folder: folder) }
    }
  }
}
