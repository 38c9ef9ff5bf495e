/// Options that mean the same in every command.
package enum StandardOptions {
  /// Every program has it.
  package static let color = Option(
    "color", .choice(of: ColorPreference.self).named("WHEN"), default: .automatic,
    help: "When to colour: auto means on a terminal, unless NO_COLOR is set.")

  /// Every program has it.
  package static let quiet = Flag(
    "quiet", short: "q", environment: nil,
    help: "Print results, warnings and errors only: no progress, no remarks.")

  /// For commands whose results can be read by another program.
  package static let json = Flag(
    "json", help: "Print the results as JSON, alone on standard output.")
}
