/// A switch: `--name` turns it on and `--no-name` off, the last one on the line wins.
///
/// In the environment `1`, `true`, `yes` and `on` turn it on, and `0`, `false`, `no` and `off` off.
package struct Flag: Parameter {
  package let declaration: Declaration
  private let fallback: Bool

  package init(
    _ name: String, short: Character? = nil, default fallback: Bool = false,
    environment: String? = nil, isHidden: Bool = false, help: String
  ) {
    self.fallback = fallback
    declaration = Declaration(
      .flag, name, short: short, type: Self.type, help: help, environment: environment,
      defaultText: fallback ? "on" : nil, isHidden: isHidden)
  }

  package func value(from given: [any Sendable]) -> Bool { given.last as? Bool ?? fallback }

  private static let type = ValueType<Bool>(placeholder: "", show: { $0 ? "on" : "off" }) {
    (word) throws(ValueProblem) in
    switch word.text?.lowercased() {
    case "1", "true", "yes", "on": return true
    case "0", "false", "no", "off": return false
    default: throw ValueProblem("on or off")
    }
  }
}
