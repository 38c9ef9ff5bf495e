import Core

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A sink that writes to a file descriptor which it does not own.
package struct DescriptorSink: OutputSink {
  package static let standardOutput = DescriptorSink(descriptor: STDOUT_FILENO)
  package static let standardError = DescriptorSink(descriptor: STDERR_FILENO)

  private let number: Int32
  package var descriptor: Int32? { number }

  package init(descriptor: Int32) { number = descriptor }

  package func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let chunk = UnsafeRawBufferPointer(rebasing: rest)
        #if canImport(Glibc)
          let count = Glibc.write(number, chunk.baseAddress, chunk.count)
        #else
          let count = Darwin.write(number, chunk.baseAddress, chunk.count)
        #endif
        if count >= 0 {
          rest = rest.dropFirst(count)
          continue
        }
        switch errno {
        case EINTR: continue
        case EPIPE: throw OutputClosed()
        case EAGAIN: waitUntilWritable()
        case let error: throw Fault.system(error, "write the output")
        }
      }
    }
  }

  /// A terminal or pipe that somebody else made non-blocking is waited for.
  private func waitUntilWritable() {
    var request = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
    poll(&request, 1, 1000)
  }
}
