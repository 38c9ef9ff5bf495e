internal import CMicroHTTPD

/// Turns a response into one of libmicrohttpd and queues it.
struct ResponseSender {
  let connection: ConnectionReference
  /// Where a streamed response is made.
  let executor: HandlerExecutor

  /// - Returns: false when the connection must be closed.
  func queue(_ response: HTTPResponse) -> Bool {
    guard let native = native(response.body) else { return false }
    defer { MHD_destroy_response(native) }
    for field in response.fields.all where !Self.ownFields.contains(field.name.lowercased()) {
      _ = MHD_add_response_header(native, field.name, field.value)
    }
    return MHD_queue_response(connection.pointer, UInt32(response.status.code), native) == .YES
  }

  /// Fields that libmicrohttpd writes by itself.
  private static let ownFields: Set<String> = [
    "content-length", "transfer-encoding", "date", "connection",
  ]

  private func native(_ body: ResponseBody) -> OpaquePointer? {
    switch body {
    case .empty: return bytes([])
    case .bytes(let content): return bytes(content)
    case .file(let part):
      let descriptor = part.duplicatedDescriptor()
      guard descriptor >= 0 else { return nil }
      return MHD_create_response_from_fd_at_offset64(
        UInt64(part.length), descriptor, UInt64(part.offset))
    case .stream(let produce): return stream(produce)
    }
  }

  private func bytes(_ content: [UInt8]) -> OpaquePointer? {
    content.withUnsafeBytes { bytes in
      MHD_create_response_from_buffer(
        bytes.count, UnsafeMutableRawPointer(mutating: bytes.baseAddress), .RESPMEM_MUST_COPY)
    }
  }

  private func stream(
    _ produce: @escaping @Sendable (any ResponseWriter) async throws -> Void
  ) -> OpaquePointer? {
    let stream = OutgoingStream(connection: connection, executor: executor, produce)
    return MHD_create_response_from_callback(
      .max, 32 << 10,
      { context, _, buffer, capacity in
        Unmanaged<OutgoingStream>.fromOpaque(context!).takeUnretainedValue().read(buffer, capacity)
      }, Unmanaged.passRetained(stream).toOpaque(),
      { context in
        Unmanaged<OutgoingStream>.fromOpaque(context!).takeRetainedValue().breakOff()
      })
  }
}

/// A response while it is made and sent.
private final class OutgoingStream: Sendable {
  private let connection: ConnectionReference
  private let pipe: Pipe
  private let task: Task<Void, Never>

  init(
    connection: ConnectionReference, executor: HandlerExecutor,
    _ produce: @escaping @Sendable (any ResponseWriter) async throws -> Void
  ) {
    let pipe = Pipe()
    self.connection = connection
    self.pipe = pipe
    task = Task(executorPreference: executor) {
      do {
        try await produce(PipeWriter(pipe: pipe))
        pipe.finish()
      } catch {
        // A stream that ends too early must not look complete.
        pipe.breakOff()
      }
    }
  }

  /// On the connection's thread: bytes, or 0 with the connection suspended.
  func read(_ buffer: UnsafeMutablePointer<CChar>?, _ capacity: Int) -> Int {
    let target = UnsafeMutableRawBufferPointer(start: buffer, count: capacity)
    let taken = pipe.take(into: target, beforeWaiting: { connection.suspend() }) { [connection] in
      connection.resume()
    }
    switch taken {
    case .bytes(let count): return count
    case .waiting: return 0
    case .finished: return -1  // MHD_CONTENT_READER_END_OF_STREAM
    case .broken: return -2  // MHD_CONTENT_READER_END_WITH_ERROR
    }
  }

  func breakOff() {
    task.cancel()
    pipe.breakOff()
  }
}

private struct PipeWriter: ResponseWriter {
  let pipe: Pipe
  func write(_ bytes: [UInt8]) async throws { try await pipe.put(bytes) }
}
