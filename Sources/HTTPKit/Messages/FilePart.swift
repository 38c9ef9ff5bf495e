#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Bytes of an open file. The descriptor is closed with the last copy.
package struct FilePart: Sendable {
  private let file: OpenDescriptor
  package let offset: Int64
  package let length: Int64

  /// Takes a descriptor over.
  package init(descriptor: Int32, offset: Int64 = 0, length: Int64) {
    file = OpenDescriptor(descriptor)
    self.offset = offset
    self.length = length
  }

  private init(file: OpenDescriptor, offset: Int64, length: Int64) {
    self.file = file
    self.offset = offset
    self.length = length
  }

  /// A part of this part.
  package func part(offset: Int64, length: Int64) -> FilePart {
    FilePart(file: file, offset: self.offset + offset, length: length)
  }

  /// A descriptor of the caller's own for the same file; -1 when the process has none left.
  package func duplicatedDescriptor() -> Int32 { dup(file.number) }

  /// All of it; `nil` when it cannot be read, or has become shorter.
  func contents() -> [UInt8]? {
    let wanted = Int(length)
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
      while count < wanted {
        let got = pread(
          file.number, buffer.baseAddress! + count, wanted - count, off_t(offset) + off_t(count))
        guard got > 0 else { break }
        count += got
      }
    }
    return bytes.count == wanted ? bytes : nil
  }

  private final class OpenDescriptor: Sendable {
    let number: Int32
    init(_ number: Int32) { self.number = number }
    deinit { close(number) }
  }
}
