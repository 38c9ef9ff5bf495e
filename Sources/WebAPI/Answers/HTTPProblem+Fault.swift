package import Core
package import HTTPKit

extension HTTPProblem {
  /// A fault as an answer. What is the caller's is told with its remedy; of what is the machine's or
  /// a mistake, the answer says no more than that, and the log the rest.
  package init(_ fault: Fault) {
    switch fault.source {
    case .user:
      let isMissing = fault.code.name.contains("unknown") || fault.code.name.hasSuffix(".missing")
      self.init(
        isMissing ? .notFound : .unprocessableContent,
        type: fault.code.name.replacing(".", with: "-"),
        detail: fault.message.prefix(1).uppercased() + fault.message.dropFirst() + "."
          + (fault.remedy.isEmpty ? "" : " " + fault.remedy))
    case .runtime:
      let isFull = fault.underlying?.contains("No space left") == true
      self.init(
        isFull ? .insufficientStorage : .serviceUnavailable,
        type: isFull ? "disk-full" : "unavailable",
        detail: isFull
          ? "The server's disk is full." : "The server cannot do this now; its log says why.",
        fields: ["Retry-After": "30"])
    case .bug:
      self.init(
        .internalServerError, type: "internal", detail: "The server failed; its log says why.")
    }
  }
}
