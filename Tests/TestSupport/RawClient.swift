import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A connection that sends what it is told, byte by byte if need be, and reads what comes.
package final class RawClient {
  private let socket: Int32
  private var pending: [UInt8] = []

  package init(port: UInt16) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var timeout = timeval(tv_sec: 120, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { throw POSIXError(.ECONNREFUSED) }
  }

  deinit { close(socket) }

  /// False when the other end does not take it any more.
  @discardableResult
  package func send(_ bytes: [UInt8]) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let count = bytes[offset...].withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      offset += count
    }
    return true
  }

  @discardableResult
  package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  package struct Response {
    package var status: Int
    package var head: String
    package var body: [UInt8]
    package var text: String { String(decoding: body, as: UTF8.self) }
  }

  /// A response with its body, by length or in chunks; `nil` when the connection ends before.
  package func response(isHead: Bool = false) -> Response? {
    guard let end = fill(until: Array("\r\n\r\n".utf8)) else { return nil }
    let head = String(decoding: pending[..<end], as: UTF8.self)
    pending.removeFirst(end)
    let lines = head.split(separator: "\r\n")
    guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    func field(_ name: String) -> String? {
      lines.first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
        .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }
    if isHead || status == 204 || status == 304 || status == 100 {
      return Response(status: status, head: head, body: [])
    }
    if field("Transfer-Encoding")?.lowercased() == "chunked" {
      guard let body = chunks() else { return nil }
      return Response(status: status, head: head, body: body)
    }
    let length = field("Content-Length").flatMap { Int($0) } ?? 0
    while pending.count < length { guard fill() else { return nil } }
    defer { pending.removeFirst(length) }
    return Response(status: status, head: head, body: Array(pending[..<length]))
  }

  /// Whether the other end has closed the connection.
  package func isClosed() -> Bool { !fill() }

  private func chunks() -> [UInt8]? {
    var body: [UInt8] = []
    while true {
      guard let end = fill(until: [13, 10]) else { return nil }
      let size = Int(String(decoding: pending[..<(end - 2)], as: UTF8.self), radix: 16) ?? 0
      pending.removeFirst(end)
      while pending.count < size + 2 { guard fill() else { return nil } }
      body += pending[..<size]
      pending.removeFirst(size + 2)
      if size == 0 { return body }
    }
  }

  private func fill(until pattern: [UInt8]) -> Int? {
    var from = 0
    while true {
      if pending.count >= pattern.count {
        for index in from...(pending.count - pattern.count)
        where pending[index..<(index + pattern.count)].elementsEqual(pattern) {
          return index + pattern.count
        }
        from = pending.count - pattern.count + 1
      }
      guard fill() else { return nil }
    }
  }

  private func fill() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(socket, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    pending += buffer[..<count]
    return true
  }
}
