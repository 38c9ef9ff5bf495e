import Core
import Glibc

/// A file in the address space, for reading. It stays readable after its name is gone.
final class MappedFile: @unchecked Sendable {
  let path: FilePath
  /// Bytes that were there when it was mapped.
  let count: Int
  private let base: UnsafeMutableRawPointer
  private let mapped: Int

  /// - Parameter room: address space beyond the end; the file may grow into it.
  init(_ path: FilePath, room: Int = 0) throws(Fault) {
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw .system(errno, "open the file of vectors", path: path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .system(errno, "read the file of vectors", path: path)
    }
    count = Int(status.st_size)
    mapped = max(count + room, 1)
    guard let base = mmap(nil, mapped, PROT_READ, MAP_SHARED, descriptor, 0), base != MAP_FAILED
    else { throw .system(errno, "map the file of vectors", path: path) }
    self.base = base
    self.path = path
  }

  deinit { munmap(base, mapped) }

  /// Bytes that are addressable; those beyond the file's end must not be touched.
  var reach: Int { mapped }

  /// Lends bytes of the file.
  /// - Precondition: they are within it now.
  func withBytes<R: ~Copyable, E: Error>(
    _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    precondition(range.lowerBound >= 0 && range.upperBound <= mapped)
    return try body(UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  func load<Value: BitwiseCopyable>(_ type: Value.Type, at offset: Int) -> Value {
    precondition(offset >= 0 && offset + MemoryLayout<Value>.size <= mapped)
    return base.loadUnaligned(fromByteOffset: offset, as: type)
  }

  /// Says that reads come from everywhere, so that the kernel does not read ahead.
  func adviseRandom() { madvise(base, mapped, MADV_RANDOM) }
}
