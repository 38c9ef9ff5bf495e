import Core

extension ReviewLedger {
  /// Whether some unit of the action is where that action put it, and by it.
  func canUndo(_ action: ActionRecord) -> Bool {
    guard let places = places(of: action) else { return false }
    return action.units.contains { id in
      guard let unit = units[id] else { return false }
      return unit.files.contains { $0.place == places.to }
        && (places.to != .trashed || unit.movedBy == action.id)
    }
  }

  /// From where to where an action moves; `nil` when it cannot be taken back.
  func places(of action: ActionRecord) -> (from: FilePlace, to: FilePlace)? {
    switch action.kind {
    case .stage: (.origin, .staged)
    case .restore: (.staged, .origin)
    case .trash: (.staged, .trashed)
    case .delete: nil
    case .undo:
      action.undoes.flatMap { self.action($0) }.flatMap { places(of: $0) }
        .map { (from: $0.to, to: $0.from) }
    }
  }

  /// The actions that an undo has wholly taken back, and that were not done again by an undo of
  /// that undo. O(actions).
  var undone: Set<Int> {
    var undone: Set<Int> = []
    for action in actions.reversed() {
      guard let target = action.undoes, action.ending == .finished, action.refused == 0,
        !undone.contains(action.id)
      else { continue }
      undone.insert(target)
    }
    return undone
  }
}
