#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Threads of their own for work that blocks, kept off Swift's cooperative pool.
struct ThreadTeam: ~Copyable {
  private var threads: [pthread_t] = []

  /// Starts `body` on a new thread.
  mutating func start(_ body: @escaping @Sendable () -> Void) {
    let context = Unmanaged.passRetained(Body(body)).toOpaque()
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { context in
        Unmanaged<Body>.fromOpaque(context!).takeRetainedValue().run()
        return nil
      }, context)
    precondition(status == 0, "the system gives no more threads")
    threads.append(thread)
  }

  /// Waits for the end of all threads.
  mutating func join() {
    for thread in threads { pthread_join(thread, nil) }
    threads.removeAll()
  }

  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}
