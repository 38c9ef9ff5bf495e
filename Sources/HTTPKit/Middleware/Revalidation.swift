/// Answers conditional and range requests (RFC 9110 §§ 13, 14) for responses that bear an `ETag` or a
/// `Last-Modified`: 304 where the caller has it already, 206 for a part.
package struct Revalidation: HTTPMiddleware {
  package init() {}

  package func respond(to request: HTTPRequest, next: HTTPHandler) async throws -> HTTPResponse {
    var response = try await next(request)
    guard request.method == .get || request.method == .head, response.status == .ok else {
      return response
    }
    if isKnown(request, response) {
      var fields = response.fields
      for name in ["Content-Type", "Content-Length", "Content-Encoding"] { fields[name] = nil }
      return HTTPResponse(.notModified, fields)
    }
    guard let length = response.body.length, length > 0, isRangeable(response.body) else {
      return response
    }
    response.fields["Accept-Ranges"] = "bytes"
    guard let range = request.fields["Range"], rangeHolds(request, response) else {
      return response
    }
    switch ByteRange.parse(range, length: length) {
    case .whole: return response
    case .unsatisfiable:
      throw HTTPProblem(
        .rangeNotSatisfiable, type: "range", detail: "There are only \(length) bytes.",
        fields: ["Content-Range": "bytes */\(length)"])
    case .part(let part):
      response.status = .partialContent
      response.fields["Content-Range"] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(length)"
      response.body = Self.part(part, of: response.body)
      return response
    }
  }

  private func isRangeable(_ body: ResponseBody) -> Bool {
    switch body {
    case .bytes, .file: true
    case .empty, .stream: false
    }
  }

  private func isKnown(_ request: HTTPRequest, _ response: HTTPResponse) -> Bool {
    if let wanted = request.fields["If-None-Match"] {
      guard let tag = response.fields["ETag"] else { return false }
      return wanted == "*"
        || ListField.elements(wanted).contains { Self.weak($0) == Self.weak(tag) }
    }
    guard let since = request.fields["If-Modified-Since"].flatMap(HTTPDate.seconds),
      let changed = response.fields["Last-Modified"].flatMap(HTTPDate.seconds)
    else { return false }
    return changed <= since
  }

  /// `If-Range` must match strongly, or the whole is sent.
  private func rangeHolds(_ request: HTTPRequest, _ response: HTTPResponse) -> Bool {
    guard let condition = request.fields["If-Range"] else { return true }
    if condition.hasPrefix("\"") { return condition == response.fields["ETag"] }
    return condition == response.fields["Last-Modified"]
  }

  private static func weak(_ tag: String) -> Substring {
    tag.hasPrefix("W/") ? tag.dropFirst(2) : Substring(tag)
  }

  private static func part(_ range: Range<Int64>, of body: ResponseBody) -> ResponseBody {
    switch body {
    case .bytes(let bytes): .bytes(Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)]))
    case .file(let file):
      .file(file.part(offset: range.lowerBound, length: range.upperBound - range.lowerBound))
    case .empty, .stream: body
    }
  }
}

/// The `Range` field of one range of bytes. Several ranges are answered with the whole, which the
/// standard allows.
enum ByteRange: Equatable {
  case whole
  case part(Range<Int64>)
  case unsatisfiable

  static func parse(_ field: String, length: Int64) -> ByteRange {
    guard field.lowercased().hasPrefix("bytes=") else { return .whole }
    let spec = ListField.trimmed(field.dropFirst(6))
    guard !spec.contains(","), let dash = spec.firstIndex(of: "-") else { return .whole }
    let (first, last) = (spec[..<dash], spec[spec.index(after: dash)...])
    func number(_ text: Substring) -> Int64? {
      text.allSatisfy { $0.isASCII && $0.isNumber } ? Int64(text) : nil
    }
    if first.isEmpty {
      guard let count = number(last) else { return .whole }
      return count == 0 ? .unsatisfiable : .part(max(0, length - count)..<length)
    }
    guard let start = number(first) else { return .whole }
    guard start < length else { return .unsatisfiable }
    if last.isEmpty { return .part(start..<length) }
    guard let end = number(last), end >= start else { return .whole }
    return .part(start..<min(length, end.addingReportingOverflow(1).partialValue))
  }
}
