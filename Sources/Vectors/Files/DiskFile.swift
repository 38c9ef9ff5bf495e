import Core
import Glibc

/// A file open for writing at known places, closed with its owner.
struct DiskFile: ~Copyable, Sendable {
  let path: FilePath
  private let descriptor: Int32
  private let witness: DiskWitness?
  /// What the witness is told of writes.
  private let change: DiskChange

  /// - Parameter isNew: the file must not be there yet; otherwise it must.
  init(
    _ path: FilePath, isNew: Bool, change: DiskChange = .write, witness: DiskWitness?
  ) throws(Fault) {
    let flags = O_RDWR | O_CLOEXEC | (isNew ? O_CREAT | O_EXCL : 0)
    if isNew { witness?(.create) }
    let opened = path.withCString { open($0, flags, 0o644) }
    guard opened >= 0 else { throw .system(errno, "open the file of vectors", path: path) }
    descriptor = opened
    self.path = path
    (self.change, self.witness) = (change, witness)
  }

  deinit { close(descriptor) }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(Fault) {
    let piece = witness == nil ? Int.max : 64
    var done = 0
    while done < bytes.count {
      witness?(change)
      let count = pwrite(
        descriptor, bytes.baseAddress! + done, min(piece, bytes.count - done),
        off_t(offset + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .system(errno, "write vectors", path: path) }
      done += count
    }
  }

  func write(_ bytes: [UInt8], at offset: Int) throws(Fault) {
    try lending(bytes) { buffer throws(Fault) in try write(buffer, at: offset) }
  }

  /// Waits until everything written is on the disk.
  func synchronise() throws(Fault) {
    witness?(.synchronise)
    while fdatasync(descriptor) != 0 {
      guard errno == EINTR else { throw .system(errno, "flush vectors", path: path) }
    }
  }

  /// Cuts the file off.
  func truncate(to length: Int) throws(Fault) {
    witness?(.cut)
    guard ftruncate(descriptor, off_t(length)) == 0 else {
      throw .system(errno, "shorten the file of vectors", path: path)
    }
  }
}

/// Lends the bytes of an array to a throwing body with its error's type.
func lending<Element, R>(
  _ array: [Element], _ body: (UnsafeRawBufferPointer) throws(Fault) -> R
) throws(Fault) -> R {
  var result: Result<R, Fault>?
  array.withUnsafeBytes { buffer in
    do throws(Fault) { result = .success(try body(buffer)) } catch { result = .failure(error) }
  }
  return try result!.get()
}
