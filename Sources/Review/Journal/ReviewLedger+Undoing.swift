import Core

extension ReviewLedger {
  /// The units that undoing an action would move: those that are where it put them.
  ///
  /// A unit that is staged, arranged or in the trash is the first such action's to take back, however
  /// it got there again. What any other action did is taken back only while nothing has moved the
  /// unit since: a restored unit whose staging was undone as well must not be staged by it.
  func undoableUnits(of action: ActionRecord) -> [UnitRecord] {
    guard let places = places(of: action) else { return [] }
    return action.units.compactMap { units[$0] }.filter { unit in
      ([.stage, .arrange, .trash].contains(action.kind) || unit.movedBy == action.id)
        && unit.files.contains { $0.place == places.to }
    }
  }

  /// Whether undoing an action would move anything.
  func canUndo(_ action: ActionRecord) -> Bool {
    undoableMarks(of: action) != nil || !undoableUnits(of: action).isEmpty
  }

  /// The marks that undoing an action would make or take away; `nil` where there are none, or where
  /// that was done.
  func undoableMarks(of action: ActionRecord) -> MarksRecord? {
    guard let marks = action.marks, !marks.files.isEmpty, action.isTakenBack != true else {
      return nil
    }
    return marks
  }

  /// From where to where an action moves; `nil` when it cannot be taken back.
  func places(of action: ActionRecord) -> (from: FilePlace, to: FilePlace)? {
    switch action.kind {
    case .stage: (.origin, .staged)
    case .arrange: (.origin, .arranged)
    case .restore: (.staged, .origin)
    case .trash: (.staged, .trashed)
    case .delete, .mark, .unmark: nil
    case .undo:
      action.undoes.flatMap { self.action($0) }.flatMap { places(of: $0) }
        .map { (from: $0.to, to: $0.from) }
    }
  }

  /// The first action of every file that is not where that action found it, by that place. Linear in
  /// all that was ever moved.
  func actionsThatMoved() -> [FilePath: Int] {
    var actions: [FilePath: Int] = [:]
    for unit in units.values where unit.way == nil {
      for file in unit.files where file.place != .origin {
        actions[file.origin.path] = unit.id.action
      }
    }
    return actions
  }
}
