internal import CMicroHTTPD
package import Core
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Serves an application on a socket, by HTTP/1.1 (RFC 9112) over libmicrohttpd.
package final class HTTPServer: Sendable {
  package let port: UInt16
  private let core: Core
  private let daemon: Daemon
  private let watch: SenderWatch

  /// Starts to serve; it goes on until ``stop(grace:)``.
  ///
  /// - Throws: a fault when the address cannot be listened on or the certificate is no good.
  package init(
    _ application: HTTPApplication, settings: ServerSettings = ServerSettings()
  ) throws(Fault) {
    var port = settings.port
    let socket = semblance_http_listen(settings.address, &port)
    guard socket >= 0 else {
      throw Fault(
        "server.address", .user, "cannot listen on \(settings.address), port \(settings.port)",
        remedy: "Another program may be using it: choose another --port.",
        underlying: String(cString: strerror(errno)))
    }
    let watch = SenderWatch(settings)
    let core = Core(
      application: application, isEncrypted: settings.certificate != nil, watch: watch)
    guard let daemon = Daemon(socket: socket, settings: settings, core: core) else {
      close(socket)
      throw Fault(
        "server.start", .user,
        settings.certificate == nil
          ? "the server does not start" : "the server does not start with this certificate and key",
        remedy: settings.certificate == nil ? "" : "Give PEM files that belong together.")
    }
    self.port = port
    self.core = core
    self.daemon = daemon
    self.watch = watch
  }

  /// Accepts nothing more, lets running requests end, and stops. Those that are not done after
  /// `grace` are told that the server is stopping.
  package func stop(grace: Duration = .seconds(10)) async {
    daemon.quiesce()
    let deadline = ContinuousClock.now + grace
    while core.runningCount > 0, .now < deadline {
      try? await Task.sleep(for: .milliseconds(20))
    }
    let last = ContinuousClock.now + .seconds(2)
    while core.runningCount > 0, .now < last {
      core.wakeAllForStop()
      try? await Task.sleep(for: .milliseconds(20))
    }
    daemon.stop()
    watch.stop()
  }

  /// Requests that are being answered.
  package var runningCount: Int { core.runningCount }

  /// What the callbacks know.
  final class Core: Sendable {
    let application: HTTPApplication
    let isEncrypted: Bool
    let executor = HandlerExecutor()
    let watch: SenderWatch
    private let running = Mutex<[ObjectIdentifier: Exchange]>([:])

    init(application: HTTPApplication, isEncrypted: Bool, watch: SenderWatch) {
      self.application = application
      self.isEncrypted = isEncrypted
      self.watch = watch
    }

    var runningCount: Int { running.withLock(\.count) }
    func began(_ exchange: Exchange) {
      running.withLock { $0[ObjectIdentifier(exchange)] = exchange }
    }
    func ended(_ exchange: Exchange) {
      _ = running.withLock { $0.removeValue(forKey: ObjectIdentifier(exchange)) }
    }
    func wakeAllForStop() {
      for exchange in running.withLock({ Array($0.values) }) { exchange.wakeForStop() }
    }

    func connectionOpened(_ connection: OpaquePointer) {
      watch.expectHead(semblance_http_socket(connection))
    }
    func connectionClosed(_ connection: OpaquePointer) {
      watch.forget(semblance_http_socket(connection))
    }
    /// A request has its answer, and the connection may bring another.
    func connectionIsFree(_ connection: OpaquePointer) {
      watch.expectNextHead(semblance_http_socket(connection))
    }
  }
}

/// The daemon of libmicrohttpd, with the callbacks that lead from C to an ``Exchange``.
private final class Daemon: @unchecked Sendable {
  private let pointer: OpaquePointer
  /// Retained until the daemon has stopped.
  private let context: Unmanaged<HTTPServer.Core>
  private let listening = Atomic<Int32>(-1)

  init?(socket: Int32, settings: ServerSettings, core: HTTPServer.Core) {
    let context = Unmanaged.passRetained(core)
    let pointer = Self.start(socket: socket, settings: settings, context: context.toOpaque())
    guard let pointer else {
      context.release()
      return nil
    }
    self.pointer = pointer
    self.context = context
  }

  private static func start(
    socket: Int32, settings: ServerSettings, context: UnsafeMutableRawPointer
  ) -> OpaquePointer? {
    func start(_ certificate: UnsafePointer<CChar>?, _ key: UnsafePointer<CChar>?) -> OpaquePointer?
    {
      var native = semblance_http_settings(
        listening_socket: socket, threads: UInt32(max(1, settings.threads)),
        connection_limit: UInt32(
          OpenFileLimit.connections(
            wanted: settings.connectionLimit, leaving: settings.fileReserve)),
        connections_per_address: UInt32(settings.connectionsPerAddress),
        idle_timeout: UInt32(settings.idleTimeout), connection_memory: settings.headLimit,
        certificate: certificate, private_key: key, context: context, target: onTarget,
        access: onAccess, completed: onCompleted, connection_changed: onConnection)
      return semblance_http_start(&native)
    }
    guard let certificate = settings.certificate, let key = settings.privateKey else {
      return start(nil, nil)
    }
    return certificate.withCString { certificate in key.withCString { start(certificate, $0) } }
  }

  func quiesce() { listening.store(MHD_quiesce_daemon(pointer), ordering: .relaxed) }

  func stop() {
    MHD_stop_daemon(pointer)
    let socket = listening.load(ordering: .relaxed)
    if socket >= 0 { close(socket) }
    context.release()
  }
}

private func core(_ context: UnsafeMutableRawPointer?) -> HTTPServer.Core {
  Unmanaged<HTTPServer.Core>.fromOpaque(context!).takeUnretainedValue()
}

/// A request line has come: its exchange begins, and goes along as the request's context.
private func onTarget(
  _ context: UnsafeMutableRawPointer?, _ target: UnsafePointer<CChar>, _ connection: OpaquePointer
) -> UnsafeMutableRawPointer? {
  let exchange = Exchange(
    target: String(cString: target), connection: connection, watch: core(context).watch)
  core(context).began(exchange)
  return Unmanaged.passRetained(exchange).toOpaque()
}

private func onAccess(
  _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?, _ url: UnsafePointer<CChar>?,
  _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?,
  _ upload: UnsafePointer<CChar>?, _ size: UnsafeMutablePointer<Int>?,
  _ request: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
  guard let method, let size, let exchange = request?.pointee else { return .NO }
  let goesOn = Unmanaged<Exchange>.fromOpaque(exchange).takeUnretainedValue()
    .access(core(context), method: method, upload: upload, size: size)
  return goesOn ? .YES : .NO
}

private func onCompleted(
  _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
  _ request: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ code: MHD_RequestTerminationCode
) {
  guard let pointer = request?.pointee else { return }
  request?.pointee = nil
  let exchange = Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue()
  exchange.finished(isComplete: code == .REQUEST_TERMINATED_COMPLETED_OK)
  core(context).ended(exchange)
  if let connection { core(context).connectionIsFree(connection) }
}

private func onConnection(
  _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
  _ socketContext: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
  _ code: MHD_ConnectionNotificationCode
) {
  guard let connection else { return }
  if code == .CONNECTION_NOTIFY_STARTED {
    core(context).connectionOpened(connection)
  } else {
    core(context).connectionClosed(connection)
  }
}
