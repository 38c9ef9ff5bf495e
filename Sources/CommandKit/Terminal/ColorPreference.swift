/// What the person wants of colours.
package enum ColorPreference: String, CaseIterable, Sendable {
  /// Colours on a terminal that can show them, unless `NO_COLOR` is set.
  case automatic = "auto"
  case always
  case never
}
