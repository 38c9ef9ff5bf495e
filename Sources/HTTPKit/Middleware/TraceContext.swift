/// Where a request stands among others that serve one purpose (W3C Trace Context).
package struct TraceContext: Sendable, Hashable {
  /// 32 hexadecimal digits: the caller's trace, or a new one.
  package let trace: String
  /// 16 hexadecimal digits: the caller's span; `nil` where the trace begins here.
  package let parent: String?
  /// 16 hexadecimal digits: this request.
  package let span: String
  /// Whether the caller keeps the trace.
  package let isSampled: Bool

  /// Goes on with the caller's trace where its field is one.
  ///
  /// - Parameter field: `traceparent`: `00-4bf9…4736-00f0…02b7-01`.
  package init(continuing field: String?, using generator: inout some RandomNumberGenerator) {
    span = Self.hexadecimal(of: generator.next())
    guard let caller = field.flatMap(Self.parsed) else {
      trace = Self.hexadecimal(of: generator.next()) + Self.hexadecimal(of: generator.next())
      parent = nil
      isSampled = false
      return
    }
    (trace, parent, isSampled) = (caller.trace, caller.span, caller.flags & 1 == 1)
  }

  /// The field that tells the caller (`traceresponse`, W3C Trace Context Level 2).
  package var response: String { "00-\(trace)-\(span)-\(isSampled ? "01" : "00")" }

  private static func parsed(_ field: String) -> (trace: String, span: String, flags: UInt8)? {
    let parts = field.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 4, isHexadecimal(parts[0], 2), parts[0] != "ff",
      // A later version may say more behind the four parts; the first does not.
      parts[0] != "00" || parts.count == 4,
      isHexadecimal(parts[1], 32), parts[1].contains(where: { $0 != "0" }),
      isHexadecimal(parts[2], 16), parts[2].contains(where: { $0 != "0" }),
      isHexadecimal(parts[3], 2), let flags = UInt8(parts[3], radix: 16)
    else { return nil }
    return (String(parts[1]), String(parts[2]), flags)
  }

  private static func isHexadecimal(_ text: Substring, _ count: Int) -> Bool {
    text.utf8.count == count
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// Not all zero, which the standard forbids.
  private static func hexadecimal(of number: UInt64) -> String {
    let digits = String(number == 0 ? 1 : number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
