#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a stream can show.
package struct TerminalTraits: Hashable, Sendable {
  /// Whether somebody is looking at it on a terminal that can redraw a line.
  package var isInteractive: Bool
  package var hasColors: Bool
  /// Columns: of the terminal, of `COLUMNS`, or 80. At least 20.
  package var width: Int
  /// Whether the locale's encoding is UTF-8, so that bars and marks beyond ASCII can be drawn.
  package var hasUnicode: Bool

  package init(isInteractive: Bool, hasColors: Bool, width: Int, hasUnicode: Bool) {
    self.isInteractive = isInteractive
    self.hasColors = hasColors
    self.width = width
    self.hasUnicode = hasUnicode
  }

  /// Looks at a stream and the environment.
  ///
  /// Colours: the preference, then `NO_COLOR` (no-color.org), then `CLICOLOR_FORCE`, then whether
  /// it is a terminal other than `TERM=dumb`.
  package init(
    descriptor: Int32?, environment: Environment, preference: ColorPreference = .automatic
  ) {
    let isTerminal = descriptor.map { isatty($0) == 1 } ?? false
    let term = environment["TERM"]?.text
    let isDumb = term == "dumb" || term == nil
    isInteractive = isTerminal && !isDumb
    switch preference {
    case .always: hasColors = true
    case .never: hasColors = false
    case .automatic:
      let isForced = environment["CLICOLOR_FORCE"].map { $0 != "0" } ?? false
      hasColors = environment["NO_COLOR"] == nil && (isForced || isInteractive)
    }
    let asked = environment["COLUMNS"]?.text.flatMap { Int($0) }
    let measured = isTerminal ? descriptor.flatMap(Self.measuredWidth) : nil
    width = max(20, asked ?? measured ?? 80)
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0]?.text }.first
    let encoding = locale?.lowercased() ?? ""
    hasUnicode = encoding.contains("utf-8") || encoding.contains("utf8")
  }

  private static func measuredWidth(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
