internal import CMicroHTTPD
internal import Synchronization

/// One request on its way through libmicrohttpd, from its target to its last byte.
///
/// libmicrohttpd calls on its own threads and must not be kept waiting, so a connection is suspended
/// whenever a task has the word: from the head until the task asks for the body or answers, while it
/// reads slower than the body comes, and while a streamed answer has nothing to send. Suspended
/// connections cost nothing but memory.
///
///     head ──► asking ──(task reads)──► receiving ──(end of body)──► answering
///                └──────────────(task answers)──────────────────────────┘
final class Exchange: Sendable {
  enum Phase { case target, asking, receiving, answering, over }

  private struct State {
    var phase = Phase.target
    /// The last byte of the body has come.
    var isBodyComplete = false
    var response: HTTPResponse?
    var isSuspended = false
    var task: Task<Void, Never>?
    /// Where the task runs; known once the head is there.
    var executor: HandlerExecutor?
    var pace: BodyPace
  }

  let rawTarget: String
  private let connection: ConnectionReference
  private let watch: SenderWatch
  private let state: Mutex<State>
  private let incoming = Pipe()

  init(target: String, connection: OpaquePointer, watch: SenderWatch) {
    rawTarget = target
    self.connection = ConnectionReference(connection)
    self.watch = watch
    state = Mutex(State(pace: watch.bodyPace))
  }

  // MARK: On the connection's thread

  /// libmicrohttpd has something: the head, a piece of the body, the end of the body, or just woke.
  ///
  /// - Returns: false to close the connection.
  func access(
    _ server: HTTPServer.Core, method: UnsafePointer<CChar>, upload: UnsafePointer<CChar>?,
    size: UnsafeMutablePointer<Int>
  ) -> Bool {
    switch state.withLock({ $0.phase }) {
    case .target: return begin(server, method: String(cString: method))
    case .asking: return decide()
    case .receiving: return receive(upload, size)
    case .answering: return answerOrWait()
    case .over: return false
    }
  }

  /// The head is there: the task starts, and has the word.
  private func begin(_ server: HTTPServer.Core, method: String) -> Bool {
    watch.forget(connection.socket)
    let fields = HeadReader.fields(of: connection.pointer)
    state.withLock { $0.executor = server.executor }
    guard let target = RequestTarget(rawTarget) else {
      return queue(
        HTTPProblem.badRequest("The request's target is malformed.").response(requestID: nil))
    }
    let length = HeadReader.bodyLength(fields)
    let request = HTTPRequest(
      method: HTTPMethod(rawValue: method), target: target, fields: fields, body: body(length),
      peer: HeadReader.peer(of: connection.pointer), isEncrypted: server.isEncrypted)
    // An answer given before the end of a request closes the connection. A request without a body
    // ends at once, so it is not held here.
    if length == 0 {
      state.withLock { $0.phase = .receiving }
    } else {
      suspend { $0.phase = .asking }
    }
    let task = Task(executorPreference: server.executor) { [self] in
      let response = await server.application.respond(to: request)
      answer(response)
    }
    state.withLock { $0.task = task }
    return true
  }

  private func body(_ length: Int64?) -> RequestBody {
    if length == 0 { return .empty }
    return RequestBody(length: length) { [self] in
      askForBody()
      do {
        return try await incoming.take()
      } catch is Pipe.Broken {
        throw HTTPProblem.badRequest("The request's content is cut short.")
      }
    }
  }

  /// Woken after the head: the task wants the body, or has answered without it.
  private func decide() -> Bool {
    let response = state.withLock { state -> HTTPResponse? in
      if let response = state.response {
        state.phase = .over
        return response
      }
      state.phase = .receiving
      waitForBytes(&state)
      return nil
    }
    if let response { return queue(response) }
    return true
  }

  private func receive(
    _ upload: UnsafePointer<CChar>?, _ size: UnsafeMutablePointer<Int>
  ) -> Bool {
    guard size.pointee > 0, let upload else {
      state.withLock { state in
        state.isBodyComplete = true
        state.phase = .answering
        watch.forget(connection.socket)
      }
      incoming.finish()
      return answerOrWait()
    }
    let bytes = [UInt8](UnsafeRawBufferPointer(start: upload, count: size.pointee))
    size.pointee = 0
    // Suspended first: the reader may make room before this thread gets any further.
    suspend { state in
      state.pace.arrived(bytes.count)
      watch.forget(connection.socket)
    }
    if incoming.put(bytes, wake: { [self] in resume() }) { resume() }
    return true
  }

  private func answerOrWait() -> Bool {
    let response = state.withLock { state -> HTTPResponse? in
      guard let response = state.response else {
        connection.suspend()
        state.isSuspended = true
        return nil
      }
      state.phase = .over
      return response
    }
    return response.map(queue) ?? true
  }

  /// Hands the answer over to libmicrohttpd.
  private func queue(_ response: HTTPResponse) -> Bool {
    let executor = state.withLock { $0.executor } ?? HandlerExecutor()
    return ResponseSender(connection: connection, executor: executor).queue(response)
  }

  /// The last call: the answer is sent, or the other end is gone.
  func finished(isComplete: Bool) {
    let task = state.withLock { state in
      state.phase = .over
      state.isSuspended = false
      return state.task
    }
    if !isComplete { task?.cancel() }
    incoming.breakOff()
  }

  // MARK: On any thread

  private func askForBody() { resume { $0.phase == .asking && $0.response == nil } }

  private func answer(_ response: HTTPResponse) {
    // The server may have answered for it already, because it stops.
    state.withLock { $0.response = $0.response ?? response }
    // A body that nobody will read is thrown away as it comes, so that the answer gets its turn.
    incoming.breakOff()
    resume { $0.phase != .receiving }
  }

  private func suspend(_ change: (inout State) -> Void = { _ in }) {
    state.withLock { state in
      change(&state)
      state.isSuspended = true
      connection.suspend()
    }
  }

  private func resume(if condition: (State) -> Bool = { _ in true }) {
    state.withLock { state in
      guard state.isSuspended, condition(state) else { return }
      state.isSuspended = false
      waitForBytes(&state)
      connection.resume()
    }
  }

  /// The sender has the word, where there is more of the body.
  private func waitForBytes(_ state: inout State) {
    guard state.phase == .receiving, !state.isBodyComplete else { return }
    state.pace.beginWaiting()
    watch.expect(connection.socket, within: state.pace.allowance)
  }

  /// For the end of the server: libmicrohttpd must not be stopped with suspended connections.
  func wakeForStop() {
    let task = state.withLock { state in
      if state.response == nil {
        state.response = HTTPProblem(
          .serviceUnavailable, type: "stopping", detail: "The server is stopping."
        ).response(requestID: nil)
      }
      return state.task
    }
    task?.cancel()
    incoming.breakOff()
    resume()
  }
}

/// A connection of libmicrohttpd. Valid from the first call for a request to its last.
struct ConnectionReference: @unchecked Sendable {
  let pointer: OpaquePointer
  init(_ pointer: OpaquePointer) { self.pointer = pointer }

  func suspend() { MHD_suspend_connection(pointer) }
  func resume() { MHD_resume_connection(pointer) }
  var socket: Int32 { semblance_http_socket(pointer) }
}
