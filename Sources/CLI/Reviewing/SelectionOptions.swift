import CommandKit
import Core
import Engine

/// Which of the files that were set aside a command is for.
enum SelectionOptions {
  static let group = Option(
    "group", short: "g", .integer(1...), help: "Only what was set aside of this group.")
  static let unit = Option(
    repeating: "unit", short: "u", unitType, help: "Only this unit of semblance staged.")
  static let action = Option(
    "action", short: "a", .integer(1...), help: "Only what this action of the history set aside.")

  static let all: [any Parameter] = [group, unit, action]

  /// `nil` when the line does not say.
  static func selection(of invocation: Invocation) -> ReviewSelection? {
    if let group = invocation[group] { return .group("\(group)") }
    if let action = invocation[action] { return .action(action) }
    let units = invocation[unit]
    return units.isEmpty ? nil : .units(units)
  }

  private static let unitType = ValueType<UnitID>(
    placeholder: "UNIT", show: { "\($0)" }
  ) { (word) throws(ValueProblem) in
    guard let id = word.text.flatMap(UnitID.init) else {
      throw ValueProblem("a unit such as 3.1")
    }
    return id
  }
}
