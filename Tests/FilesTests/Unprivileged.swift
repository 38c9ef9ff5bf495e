import Foundation
import Glibc

/// Runs a piece of a test on a thread that has no more rights than an ordinary user, also when the
/// tests are run by root.
enum Unprivileged {
  private typealias SetUser = @convention(c) (UInt32) -> Int32

  static func run<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      Thread {
        // setfsuid(2) is of one thread alone, and takes root's right to read everything with it.
        let handle = dlopen(nil, RTLD_NOW)
        let set = unsafeBitCast(dlsym(handle, "setfsuid"), to: SetUser.self)
        if geteuid() == 0 { _ = set(65534) }
        continuation.resume(with: Swift.Result { try body() })
      }.start()
    }
  }
}
