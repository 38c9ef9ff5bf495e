package import Core

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Asks a ClamAV daemon about files, by its command INSTREAM (clamd(8)). Blocks.
package struct VirusScanner: Sendable {
  private enum Address: Sendable {
    case socket(String)
    case network(host: String, port: String)
  }

  package enum Finding: Hashable, Sendable {
    case clean
    /// By the name that the daemon has for it.
    case found(String)
  }

  private let address: Address
  private let seconds: Int

  /// - Parameter text: `host:3310`, `tcp://host:3310`, `/path/of/socket` or `unix:/path`.
  /// - Throws: `scanner.address`.
  package init(_ text: String, seconds: Int = 60) throws(Fault) {
    self.seconds = seconds
    let path = text.hasPrefix("unix:") ? String(text.dropFirst(5)) : text
    if path.hasPrefix("/") {
      guard path.utf8.count < 100 else { throw Self.wrong(text) }
      address = .socket(path)
      return
    }
    let rest = text.hasPrefix("tcp://") ? text.dropFirst(6) : text[...]
    guard let colon = rest.lastIndex(of: ":"), UInt16(rest[rest.index(after: colon)...]) != nil,
      colon != rest.startIndex
    else { throw Self.wrong(text) }
    let host = rest[..<colon].filter { $0 != "[" && $0 != "]" }
    address = .network(host: host, port: String(rest[rest.index(after: colon)...]))
  }

  private static func wrong(_ text: String) -> Fault {
    Fault(
      "scanner.address", .user, "'\(text)' is no address of a virus scanner",
      remedy: "Give HOST:PORT or the path of a socket.")
  }

  /// Sends a file to the daemon and reads what it says.
  ///
  /// - Throws: `scanner.unavailable` when it cannot be reached, is too slow, or gives no opinion.
  package func scan(_ file: FilePath) throws(Fault) -> Finding {
    let connection = SocketHandle(connect())
    guard connection.number >= 0 else {
      throw Self.unavailable(String(cString: strerror(errno)))
    }
    let source = SocketHandle(file.withCString { open($0, O_RDONLY | O_CLOEXEC) })
    guard source.number >= 0 else { throw .system(errno, "scan the file", path: file) }
    guard Self.send(Array("zINSTREAM\0".utf8), to: connection.number),
      Self.send(source, to: connection.number)
    else {
      // A daemon that has had enough says so before it hangs up.
      throw Self.unavailable(Self.answer(of: connection.number))
    }
    return try Self.finding(Self.answer(of: connection.number))
  }

  /// What an answer means: `stream: OK`, `stream: NAME FOUND`.
  static func finding(_ answer: String) throws(Fault) -> Finding {
    guard answer.hasPrefix("stream: ") else { throw unavailable(answer) }
    let said = answer.dropFirst(8)
    if said == "OK" { return .clean }
    if said.hasSuffix(" FOUND") { return .found(String(said.dropLast(6))) }
    throw unavailable(answer)
  }

  private static func unavailable(_ underlying: String) -> Fault {
    Fault(
      "scanner.unavailable", .runtime, "the virus scanner gives no opinion",
      remedy: "Start clamd, or correct CLAMD_ADDRESS.", underlying: underlying)
  }

  // MARK: The connection

  private final class SocketHandle {
    let number: Int32
    init(_ number: Int32) { self.number = number }
    deinit { if number >= 0 { close(number) } }
  }

  private func connect() -> Int32 {
    switch address {
    case .socket(let path):
      let made = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      guard made >= 0 else { return -1 }
      var name = sockaddr_un()
      name.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
      let status = withUnsafePointer(to: &name) { name in
        name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          Glibc.connect(patient(made), $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
      return status == 0 ? made : closed(made)
    case .network(let host, let port):
      var (wish, found) = (addrinfo(), UnsafeMutablePointer<addrinfo>?.none)
      wish.ai_socktype = Int32(SOCK_STREAM.rawValue)
      guard getaddrinfo(host, port, &wish, &found) == 0 else {
        errno = EHOSTUNREACH
        return -1
      }
      defer { freeaddrinfo(found) }
      var next = found
      while let one = next?.pointee {
        let made = socket(one.ai_family, one.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
        if made >= 0, Glibc.connect(patient(made), one.ai_addr, one.ai_addrlen) == 0 {
          return made
        }
        if made >= 0 { _ = closed(made) }
        next = one.ai_next
      }
      return -1
    }
  }

  /// Neither reads nor writes wait longer than allowed.
  private func patient(_ socket: Int32) -> Int32 {
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(socket, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    return socket
  }

  private func closed(_ socket: Int32) -> Int32 {
    let error = errno
    close(socket)
    errno = error
    return -1
  }

  /// The file in chunks, each after its length; a length of 0 ends it.
  private static func send(_ source: SocketHandle, to socket: Int32) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(source.number, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return false }
      let length = (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) }
      guard send(length + buffer[..<count], to: socket) else { return false }
      if count == 0 { return true }
    }
  }

  private static func send(_ bytes: [UInt8], to socket: Int32) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes
      while let start = rest.baseAddress, !rest.isEmpty {
        let step = Glibc.send(socket, start, rest.count, Int32(MSG_NOSIGNAL))
        if step < 0, errno == EINTR { continue }
        guard step > 0 else { return false }
        rest = UnsafeRawBufferPointer(rebasing: rest[step...])
      }
      return true
    }
  }

  /// Up to a NUL, a line feed or the end; at most 4 KiB.
  private static func answer(of socket: Int32) -> String {
    var answer: [UInt8] = []
    var byte: UInt8 = 0
    while answer.count < 4_096 {
      let count = read(socket, &byte, 1)
      if count < 0, errno == EINTR { continue }
      if count < 0 { return String(cString: strerror(errno)) }
      if count == 0 || byte == 0 || byte == UInt8(ascii: "\n") { break }
      answer.append(byte)
    }
    return String(decoding: answer, as: UTF8.self)
  }
}
