/// How a server listens and what it puts up with.
package struct ServerSettings: Sendable {
  /// A numeric address; only this machine's own by default.
  package var address = "127.0.0.1"
  /// 0 for any free one.
  package var port: UInt16 = 0
  /// Threads that move bytes. Handlers do not run on them.
  package var threads = 2
  package var connectionLimit = 4_096
  package var connectionsPerAddress = 4_096
  /// Files that may be open beside connections.
  package var fileReserve = 512
  /// Seconds without a byte until a connection is closed.
  package var idleTimeout = 60
  /// Seconds that a request's head may take, however slowly its bytes come.
  package var headTimeout = 15.0
  /// Seconds that a sender may let a request's content wait, and the bytes a second by which it
  /// earns more of them.
  package var bodyTimeout = 30.0
  package var bodyRate = 1_000.0
  /// Bytes of a request's head.
  package var headLimit = 64 << 10
  /// PEM texts of a certificate chain and its private key; both or none.
  package var certificate: String?
  package var privateKey: String?

  package init() {}
}
