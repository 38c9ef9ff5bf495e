import Foundation
import Glibc

/// A connection of a client that looks at no more of an answer than it must, so that what is measured
/// is the server.
final class LoadConnection {
  private let socket: Int32
  private var buffer = [UInt8](repeating: 0, count: 1 << 20)

  /// `nil` when nobody answers.
  init?(port: UInt16) {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { return nil }
  }

  deinit { close(socket) }

  /// Sends a request and reads the whole answer, which says its length.
  ///
  /// - Returns: its status; `nil` when the connection ended, or the answer is larger than a megabyte.
  func status(of request: String) -> Int? { exchange(request)?.status }

  /// The same with what the answer holds.
  func answer(to request: String) -> (status: Int, body: [UInt8])? {
    exchange(request).map { ($0.status, Array(buffer[$0.body])) }
  }

  private func exchange(_ request: String) -> (status: Int, body: Range<Int>)? {
    var request = request
    let isSent = request.withUTF8 { bytes in
      send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }
    guard isSent else { return nil }
    var (count, wanted, body) = (0, Int.max, 0)
    while count < wanted {
      let size = buffer.withUnsafeMutableBytes {
        recv(socket, $0.baseAddress! + count, $0.count - count, 0)
      }
      guard size > 0 else { return nil }
      count += size
      if wanted == .max {
        guard let end = place(of: "\r\n\r\n", in: count) else { continue }
        guard let length = place(of: "Content-Length: ", in: end) else { return nil }
        (wanted, body) = (end + number(at: length), end)
      }
    }
    return (number(at: "HTTP/1.1 ".utf8.count), body..<count)
  }

  /// Where a text has ended for the first time.
  private func place(of text: String, in count: Int) -> Int? {
    let wanted = Array(text.utf8)
    return buffer.withUnsafeBytes { bytes in
      var start = 0
      while start + wanted.count <= count {
        if memcmp(bytes.baseAddress! + start, wanted, wanted.count) == 0 {
          return start + wanted.count
        }
        start += 1
      }
      return nil
    }
  }

  private func number(at place: Int) -> Int {
    var (value, place) = (0, place)
    while place < buffer.count, (48...57).contains(buffer[place]) {
      value = 10 * value + Int(buffer[place]) - 48
      place += 1
    }
    return value
  }
}
