package import Core
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An object while it comes in, in a file of its own; removed with the last reference unless it was
/// kept. One thread at a time.
package final class ObjectDraft: Sendable {
  let path: FilePath
  private let descriptor: Int32
  private let size = Atomic<Int64>(0)
  private let isKept = Atomic<Bool>(false)

  init(in folder: FilePath) throws(Fault) {
    path = folder.appending("\(getpid())-\(String(UInt64.random(in: .min ... .max), radix: 36))")
    let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    descriptor = path.withCString { open($0, flags, 0o600) }
    guard descriptor >= 0 else { throw .system(errno, "keep what is sent", path: path) }
  }

  deinit {
    close(descriptor)
    if !isKept.load(ordering: .relaxed) { _ = path.withCString { unlink($0) } }
  }

  /// Bytes so far.
  package var count: Int64 { size.load(ordering: .relaxed) }

  /// - Throws: a fault, `disk.full` among them.
  package func write(_ bytes: ArraySlice<UInt8>) throws(Fault) {
    let failure = bytes.withUnsafeBytes { bytes -> Int32 in
      var rest = bytes
      while let start = rest.baseAddress, !rest.isEmpty {
        let step = Glibc.write(descriptor, start, rest.count)
        if step < 0, errno == EINTR { continue }
        if step <= 0 { return errno }
        rest = UnsafeRawBufferPointer(rebasing: rest[step...])
      }
      return 0
    }
    guard failure == 0 else { throw .system(failure, "keep what is sent", path: path) }
    size.add(Int64(bytes.count), ordering: .relaxed)
  }

  /// Adds the bytes of a file.
  func append(_ file: FilePath, count: Int64) throws(Fault) {
    let source = file.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard source >= 0 else { throw .system(errno, "read a part", path: file) }
    let part = Descriptor(source)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var rest = count
    while rest > 0 {
      let wanted = Int(min(rest, Int64(buffer.count)))
      let step = buffer.withUnsafeMutableBytes { read(part.number, $0.baseAddress, wanted) }
      if step < 0, errno == EINTR { continue }
      guard step > 0 else { throw .system(step < 0 ? errno : EIO, "join the parts", path: file) }
      try write(buffer[..<step])
      rest -= Int64(step)
    }
  }

  /// Gives it its name for good, when its bytes have reached the disk.
  func keep(as place: FilePath) throws(Fault) {
    guard fsync(descriptor) == 0 else { throw .system(errno, "write to the disk", path: path) }
    try Folder.create(place.parent!)
    let status = path.withCString { old in place.withCString { rename(old, $0) } }
    guard status == 0 else { throw .system(errno, "name the object", path: place) }
    isKept.store(true, ordering: .relaxed)
    try Folder.flush(place.parent!)
  }
}
