package import Core
package import HTTPKit

extension HTTPProblem {
  /// A fault as an answer. What is the caller's is told with its remedy; of what is the machine's or
  /// a mistake, the answer says no more than that, and the log the rest.
  package init(_ fault: Fault) {
    switch fault.source {
    case .user:
      self.init(
        Self.status(of: fault.code.name),
        type: fault.code.name.replacing(".", with: "-"),
        detail: fault.message.prefix(1).uppercased() + fault.message.dropFirst() + "."
          + (fault.remedy.isEmpty ? "" : " " + fault.remedy),
        members: JSONValue.optional("path", Self.place(of: fault).map(JSONValue.string)))
    case .runtime:
      let isFull =
        fault.code == "disk.full" || fault.underlying?.contains("No space left") == true
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

  private static func status(of code: String) -> HTTPStatus {
    switch code {
    case "keys.exists", "usage.cursor", "review.count", "review.nothing-to-undo",
      "review.permanent":
      .conflict
    case "review.no-action", "review.not-staged": .notFound
    case "review.busy": .serviceUnavailable
    default:
      code.contains("unknown") || code.hasSuffix(".missing") ? .notFound : .unprocessableContent
    }
  }

  /// Where in a filter something is wrong; its faults begin with the place.
  private static func place(of fault: Fault) -> String? {
    guard fault.code == "usage.filter" else { return nil }
    return fault.message.split(separator: ": ", maxSplits: 1).first.map(String.init)
  }
}
