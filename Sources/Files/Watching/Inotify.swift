import Core
import Glibc

/// The kernel's queue of changes in folders (inotify(7)).
struct Inotify: ~Copyable {
  /// One change: in which watched folder, what happened, to which name.
  struct Event {
    let descriptor: Int32
    let mask: UInt32
    /// Empty when it happened to the folder itself.
    let name: [UInt8]

    /// Whether any of the given IN_… flags is set.
    func has(_ flags: some BinaryInteger) -> Bool {
      mask & UInt32(truncatingIfNeeded: flags) != 0
    }
  }

  private let queue: Int32

  /// - Throws: `watch.limit` when this user has too many queues, `system.too-many-files`.
  init() throws(Fault) {
    queue = inotify_init1(Int32(O_NONBLOCK | O_CLOEXEC))
    if queue >= 0 { return }
    guard errno == EMFILE else { throw .system(errno, "watch folders") }
    throw Fault(
      "watch.limit", .runtime, "cannot watch folders: too many programs of this user do",
      remedy: "Close one, or raise the limit: sysctl -w fs.inotify.max_user_instances=1024")
  }

  deinit { close(queue) }

  /// Asks for the changes in a folder.
  ///
  /// - Returns: the watch descriptor, the same for the same folder whatever its name; `nil` when the
  ///   folder is not there any more or may not be read.
  /// - Throws: `watch.limit` when the kernel watches no more folders for this user.
  func watch(_ folder: FilePath) throws(Fault) -> Int32? {
    let changes =
      IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE
      | IN_DELETE_SELF | IN_MOVE_SELF
    let flags = UInt32(truncatingIfNeeded: changes) | UInt32(truncatingIfNeeded: IN_ONLYDIR)
    let descriptor = folder.withCString { inotify_add_watch(queue, $0, flags) }
    if descriptor >= 0 { return descriptor }
    guard errno == ENOSPC || errno == ENOMEM else { return nil }
    throw Fault(
      "watch.limit", .runtime,
      "cannot watch this folder: the system's limit on watched folders is reached",
      remedy: "Raise it: sysctl -w fs.inotify.max_user_watches=1048576, and write the same into "
        + "/etc/sysctl.d/ to keep it.",
      path: folder)
  }

  func unwatch(_ descriptor: Int32) { _ = inotify_rm_watch(queue, descriptor) }

  /// Waits for changes, at most the given milliseconds.
  ///
  /// - Returns: the changes in the order they happened; empty when there was none.
  func events(within milliseconds: Int32) throws(Fault) -> [Event] {
    var request = pollfd(fd: queue, events: Int16(POLLIN), revents: 0)
    let ready = poll(&request, 1, milliseconds)
    if ready == 0 || (ready < 0 && errno == EINTR) { return [] }
    guard ready > 0 else { throw .system(errno, "wait for changes") }
    return try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 8) {
      (buffer) throws(Fault) -> [Event] in
      let count = retrying { read(queue, buffer.baseAddress, buffer.count) }
      if count < 0, errno == EAGAIN { return [] }
      guard count >= 0 else { throw .system(errno, "read the changes") }
      return Self.parse(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  private static func parse(_ bytes: UnsafeRawBufferPointer) -> [Event] {
    // Descriptor, mask, cookie, length of the name: four bytes each; the name is padded with NULs.
    let headerSize = 16
    var events: [Event] = []
    var position = 0
    while position + headerSize <= bytes.count {
      let length = Int(bytes.loadUnaligned(fromByteOffset: position + 12, as: UInt32.self))
      let name = bytes[(position + headerSize)..<(position + headerSize + length)]
      events.append(
        Event(
          descriptor: bytes.loadUnaligned(fromByteOffset: position, as: Int32.self),
          mask: bytes.loadUnaligned(fromByteOffset: position + 4, as: UInt32.self),
          name: Array(name.prefix { $0 != 0 })))
      position += headerSize + length
    }
    return events
  }
}
