internal import CTransfer
internal import Core

/// A connection that requests share: libcurl keeps it open for the next one to the same host. Proxies
/// are those that the environment names (`https_proxy`, `no_proxy`).
struct TransferSession: ~Copyable {
  private let handle: OpaquePointer
  private let settings: TransferSettings

  /// - Throws: `transfer.unavailable` when libcurl does not start.
  init(_ settings: TransferSettings) throws(Fault) {
    guard let handle = semblance_transfer_new() else {
      throw Fault("transfer.unavailable", .runtime, "libcurl does not start")
    }
    self.handle = handle
    self.settings = settings
  }

  deinit { semblance_transfer_free(handle) }

  /// Sends a GET and waits for its end. Blocks; the closures run on the calling thread.
  ///
  /// - Parameters:
  ///   - offset: above 0, the first byte of the range that is asked for.
  ///   - validator: what the range depends on.
  ///   - onHead: looks at the head before any byte of the body; false stops.
  ///   - onBody: gets the bytes as they come; false stops.
  ///   - goesOn: asked about once a second and when bytes come.
  mutating func get(
    _ address: TransferAddress, from offset: Int64, validator: String?,
    onHead: (TransferHead) -> Bool, onBody: (UnsafeRawBufferPointer) -> Bool, goesOn: () -> Bool
  ) -> TransferOutcome {
    withoutActuallyEscaping(onHead) { onHead in
      withoutActuallyEscaping(onBody) { onBody in
        withoutActuallyEscaping(goesOn) { goesOn in
          run(address, offset, validator, Answer(onHead: onHead, onBody: onBody, goesOn: goesOn))
        }
      }
    }
  }

  private func run(
    _ address: TransferAddress, _ offset: Int64, _ validator: String?, _ answer: Answer
  ) -> TransferOutcome {
    withExtendedLifetime(answer) {
      address.text.withCString { url in
        settings.agent.withCString { agent in
          Self.withOptional(validator) { validator in
            Self.withOptional(settings.certificates?.bytes) { certificates in
              var request = Self.request(url, agent, answer)
              request.is_plain = address.isPlain
              request.offset = offset
              request.validator = validator
              request.certificates = certificates
              request.connect_seconds = settings.connectSeconds
              request.stall_seconds = settings.stallSeconds
              return send(&request)
            }
          }
        }
      }
    }
  }

  private func send(_ request: inout semblance_transfer_request) -> TransferOutcome {
    let size = semblance_transfer_message_size
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { message in
      let start = message.baseAddress.unsafelyUnwrapped
      let outcome = semblance_transfer_run(handle, &request, start)
      return TransferOutcome(kind: .init(outcome), message: String(cString: start))
    }
  }

  private static func request(
    _ url: UnsafePointer<CChar>, _ agent: UnsafePointer<CChar>, _ answer: Answer
  ) -> semblance_transfer_request {
    semblance_transfer_request(
      url: url, is_plain: false, offset: 0, validator: nil, certificates: nil, agent: agent,
      connect_seconds: 0, stall_seconds: 0, context: Unmanaged.passUnretained(answer).toOpaque(),
      head: { context, line, count in
        let bytes = UnsafeRawBufferPointer(start: line, count: count)
        return Answer.of(context).add(line: String(decoding: bytes, as: UTF8.self))
      },
      body: { context, bytes, count in
        Answer.of(context).onBody(UnsafeRawBufferPointer(start: bytes, count: count))
      },
      goes_on: { context in Answer.of(context).goesOn() })
  }

  private static func withOptional<Result>(
    _ text: String?, _ body: (UnsafePointer<CChar>?) -> Result
  ) -> Result {
    guard let text else { return body(nil) }
    return text.withCString(body)
  }

  private static func withOptional<Result>(
    _ bytes: [UInt8]?, _ body: (UnsafePointer<CChar>?) -> Result
  ) -> Result {
    guard let bytes else { return body(nil) }
    return (bytes + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { body($0.baseAddress) }
    }
  }

  /// What the callbacks of one request share; it lives for as long as the request runs.
  private final class Answer {
    let onHead: (TransferHead) -> Bool
    let onBody: (UnsafeRawBufferPointer) -> Bool
    let goesOn: () -> Bool
    private var head = TransferHead()

    init(
      onHead: @escaping (TransferHead) -> Bool,
      onBody: @escaping (UnsafeRawBufferPointer) -> Bool, goesOn: @escaping () -> Bool
    ) {
      self.onHead = onHead
      self.onBody = onBody
      self.goesOn = goesOn
    }

    static func of(_ context: UnsafeMutableRawPointer?) -> Answer {
      Unmanaged<Answer>.fromOpaque(context.unsafelyUnwrapped).takeUnretainedValue()
    }

    func add(line: String) -> Bool {
      guard head.add(line: line) else { return false }
      // Interim answers (100, 103) come before the one that counts.
      return !head.isWhole || head.status < 200 || onHead(head)
    }
  }
}
