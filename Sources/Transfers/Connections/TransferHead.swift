/// The head of an answer: its status and its fields.
struct TransferHead: Hashable, Sendable {
  private(set) var status = 0
  /// By names in lower case; of several of one name the last.
  private var fields: [String: String] = [:]
  /// Whether its end has come.
  private(set) var isWhole = false

  /// Adds a line. One that begins an answer forgets what came before: servers may send interim ones.
  ///
  /// - Returns: false when there is more than a head may hold.
  mutating func add(line: String) -> Bool {
    let line = line.trimmingLineEnd
    if line.hasPrefix("HTTP/") {
      self = TransferHead()
      status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    } else if line.isEmpty {
      isWhole = true
    } else if let colon = line.firstIndex(of: ":") {
      let value = line[line.index(after: colon)...]
      fields[line[..<colon].lowercased()] = value.trimmingBlanks
    }
    return fields.count <= 256
  }

  subscript(_ name: String) -> String? { fields[name] }

  /// Bytes of the body, where the server says so.
  var length: Int64? { self["content-length"].flatMap { Int64($0) }.flatMap { $0 < 0 ? nil : $0 } }

  /// Where the range begins and how long the whole is (`Content-Range: bytes 5-9/10`).
  var range: (first: Int64, total: Int64?)? {
    guard let text = self["content-range"], text.lowercased().hasPrefix("bytes ") else {
      return nil
    }
    let parts = text.dropFirst(6).split(separator: "/")
    guard parts.count == 2 else { return nil }
    let total = parts[1] == "*" ? nil : Int64(parts[1])
    if parts[0] == "*" { return (total ?? 0, total) }
    let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = Int64(ends[0]), let last = Int64(ends[1]),
      0 <= first, first <= last
    else { return nil }
    return (first, total)
  }

  /// What a range may depend on (RFC 9110 § 13.1.5): a strong entity tag, else the date of the last
  /// change.
  var validator: String? {
    if let tag = self["etag"], tag.hasPrefix("\""), tag.hasSuffix("\""), tag.utf8.count < 512 {
      return tag
    }
    return self["last-modified"].flatMap { $0.utf8.count < 64 ? $0 : nil }
  }

  /// The SHA-256 that Hugging Face says a large file has, in the answer that leads to it.
  var statedDigest: String? {
    guard let tag = self["x-linked-etag"] else { return nil }
    let digits = tag.filter { $0 != "\"" }.lowercased()
    return digits.count == 64 && digits.allSatisfy(\.isHexDigit) ? digits : nil
  }

  var isPage: Bool {
    let type = self["content-type"]?.lowercased() ?? ""
    return type.hasPrefix("text/html") || type.hasPrefix("application/xhtml")
  }
}

extension String {
  fileprivate var trimmingLineEnd: Substring {
    var text = self[...]
    while text.last?.isNewline == true { text.removeLast() }
    return text
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    var text = self
    while text.first == " " || text.first == "\t" { text.removeFirst() }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return String(text)
  }
}
