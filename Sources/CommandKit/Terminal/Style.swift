/// How a piece of text stands out. Meaning, not colour: the colour is decided here alone.
package enum Style: Sendable {
  case heading
  case strong
  case faint
  case good
  case warning
  case failure
  case accent

  /// The parameters of ECMA-48's SGR sequence.
  fileprivate var parameters: String {
    switch self {
    case .heading: "1;4"
    case .strong: "1"
    case .faint: "2"
    case .good: "32"
    case .warning: "33"
    case .failure: "1;31"
    case .accent: "36"
    }
  }
}

/// Puts styles on text, or leaves it plain where there are no colours.
package struct Styles: Hashable, Sendable {
  package let areOn: Bool

  package init(areOn: Bool) { self.areOn = areOn }

  package func callAsFunction(_ text: String, _ style: Style) -> String {
    areOn && !text.isEmpty ? "\u{1B}[\(style.parameters)m\(text)\u{1B}[0m" : text
  }
}
