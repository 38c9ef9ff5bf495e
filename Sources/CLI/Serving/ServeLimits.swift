import CommandKit
import HTTPKit

/// The options of `serve` that say how often one caller may ask.
enum ServeLimits {
  /// Requests a second where one must say who asks.
  private static let (reads, searches, writes) = (300.0, 30.0, 30.0)

  private static func option(_ kind: String, _ variable: String, _ rate: Double) -> Option<Double?>
  {
    Option(
      "\(kind)-limit", .number(0...1_000_000).named("N"), environment: variable,
      defaultText: "\(Int(rate)) where one must say who asks",
      help: "Let one caller make N \(kind) requests a second in the long run; 0 for no limit.")
  }

  static let read = option("read", "SEMBLANCE_READ_LIMIT", reads)
  static let search = option("search", "SEMBLANCE_SEARCH_LIMIT", searches)
  static let write = option("write", "SEMBLANCE_WRITE_LIMIT", writes)

  static let all: [any Parameter] = [read, search, write]

  /// What is set counts for everybody; what is not leaves out who is alone on the machine.
  static func limits(of invocation: Invocation) -> [RequestKind: RequestLimit] {
    var limits: [RequestKind: RequestLimit] = [:]
    for (kind, option, rate) in [
      (.read, read, reads), (.search, search, searches), (.write, write, writes),
    ] as [(RequestKind, Option<Double?>, Double)] {
      let wish = invocation[option]
      if wish != 0 { limits[kind] = RequestLimit(rate: wish ?? rate, isForLocal: wish != nil) }
    }
    return limits
  }
}
