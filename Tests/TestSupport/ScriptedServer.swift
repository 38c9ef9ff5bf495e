import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A server on this machine that answers as a test says, byte by byte: it may stop in the middle of an
/// answer, or say nothing for a while.
package final class ScriptedServer: Sendable {
  package struct Request: Sendable, Hashable {
    package var target: String
    /// By names in lower case.
    package var fields: [String: String]

    /// The first byte that a range asks for.
    package var rangeStart: Int? {
      fields["range"].flatMap { $0.split(separator: "=").last?.split(separator: "-").first }
        .flatMap { Int($0) }
    }
  }

  package enum Step: Sendable {
    case send([UInt8])
    case pause(milliseconds: Int)
  }

  package let port: UInt16
  private let listening: Int32
  private let seen = Mutex<[Request]>([])

  /// - Parameter answer: what is sent for a request, which is the `number`th from 0; then the
  ///   connection is closed.
  package init(_ answer: @escaping @Sendable (Request, _ number: Int) -> [Step]) throws {
    listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listening
    let isReady = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isReady else { throw POSIXError(.EADDRNOTAVAIL) }
    port = UInt16(bigEndian: address.sin_port)
    let thread = Thread { [weak self] in
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { return }
        guard let self else {
          close(connection)
          return
        }
        // A client that gave up does not keep the next one waiting.
        Thread { self.serve(connection, answer) }.start()
      }
    }
    thread.start()
  }

  deinit {
    shutdown(listening, Int32(SHUT_RDWR))
    close(listening)
  }

  package var address: String { "http://127.0.0.1:\(port)" }
  package var requests: [Request] { seen.withLock { $0 } }

  private func serve(_ connection: Int32, _ answer: (Request, Int) -> [Step]) {
    defer { close(connection) }
    guard let request = Self.request(from: connection) else { return }
    let number = seen.withLock { seen in
      seen.append(request)
      return seen.count - 1
    }
    for step in answer(request, number) {
      switch step {
      case .pause(let milliseconds): usleep(UInt32(milliseconds) * 1_000)
      case .send(let bytes):
        var offset = 0
        while offset < bytes.count {
          let count = bytes[offset...].withUnsafeBytes {
            send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
          }
          guard count > 0 else { return }
          offset += count
        }
      }
    }
  }

  private static func request(from connection: Int32) -> Request? {
    var head: [UInt8] = []
    var byte: UInt8 = 0
    while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      guard recv(connection, &byte, 1, 0) == 1, head.count < 1 << 16 else { return nil }
      head.append(byte)
    }
    let lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count == 3 else { return nil }
    var request = Request(target: String(words[1]), fields: [:])
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      request.fields[line[..<colon].lowercased()] =
        line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    return request
  }

  // MARK: Answers

  /// A head with a body, as a server sends it that closes the connection afterwards.
  package static func answer(
    _ status: Int, _ fields: [String: String] = [:], _ body: [UInt8] = [], length: Int? = nil
  ) -> [UInt8] {
    var head = "HTTP/1.1 \(status) OK\r\nConnection: close\r\n"
    head += "Content-Length: \(length ?? body.count)\r\n"
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) { head += "\(name): \(value)\r\n" }
    return Array((head + "\r\n").utf8) + body
  }

  /// What a good server of files answers: the file, or the range that is asked for while its version
  /// is still this one.
  package static func file(
    _ bytes: [UInt8], version: String?, for request: Request, fields: [String: String] = [:]
  ) -> [UInt8] {
    var fields = fields
    fields["ETag"] = version
    if let start = request.rangeStart,
      request.fields["if-range"] == nil || request.fields["if-range"] == version
    {
      guard start < bytes.count else {
        fields["Content-Range"] = "bytes */\(bytes.count)"
        return answer(416, fields)
      }
      fields["Content-Range"] = "bytes \(start)-\(bytes.count - 1)/\(bytes.count)"
      return answer(206, fields, Array(bytes[start...]))
    }
    return answer(200, fields, bytes)
  }
}
