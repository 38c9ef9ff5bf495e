import Core
import Engine
import Foundation
import Synchronization
import TestSupport

#if canImport(Glibc)
  import Glibc
#endif

/// A daemon that speaks INSTREAM on a socket of the file system, and finds what holds the word `EVIL`.
final class FakeScanner: Sendable {
  let path: String
  private let folder: TemporaryFolder
  private let listening: Int32
  private let answer: @Sendable ([UInt8]) -> String
  private let received = Mutex<[Int]>([])

  /// Bytes of the files that it got.
  var sizes: [Int] { received.withLock { $0 } }

  init(
    _ answer: @escaping @Sendable ([UInt8]) -> String = { bytes in
      bytes.firstRange(of: Array("EVIL".utf8)) == nil ? "stream: OK" : "stream: Evil.Test FOUND"
    }
  ) throws {
    folder = try TemporaryFolder()
    path = folder.url.appending(path: "s").path
    self.answer = answer
    listening = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
    let descriptor = listening
    let isReady = withUnsafePointer(to: &name) { name in
      name.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    guard isReady, listen(descriptor, 8) == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
    Thread { [weak self] in
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { return }
        self?.serve(connection)
        close(connection)
      }
    }.start()
  }

  deinit {
    shutdown(listening, Int32(SHUT_RDWR))
    close(listening)
  }

  private func serve(_ connection: Int32) {
    func bytes(_ count: Int) -> [UInt8]? {
      var buffer = [UInt8](repeating: 0, count: count)
      var done = 0
      while done < count {
        let step = buffer.withUnsafeMutableBytes {
          read(connection, $0.baseAddress! + done, count - done)
        }
        guard step > 0 else { return nil }
        done += step
      }
      return buffer
    }
    guard bytes(10) == Array("zINSTREAM\0".utf8) else { return }
    var content: [UInt8] = []
    while let head = bytes(4) {
      let count = head.reduce(0) { $0 << 8 | Int($1) }
      if count == 0 { break }
      guard let chunk = bytes(count) else { return }
      content += chunk
    }
    received.withLock { $0.append(content.count) }
    let said = Array((answer(content) + "\0").utf8)
    _ = said.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
  }
}
