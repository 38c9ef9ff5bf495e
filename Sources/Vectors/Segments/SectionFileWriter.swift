import Core
import Kernels

/// Writes a `SectionFile` from front to back. Nothing refers to the file before it is complete and
/// on the disk; one that stays incomplete is removed when the index is next opened for writing.
struct SectionFileWriter: ~Copyable {
  private let file: DiskFile
  private let (kind, dimension, count, extra): (UInt64, Int, Int, [UInt64])
  private var sections: [(kind: SectionKind, offset: Int, length: Int)] = []
  private var length = SectionFile.headerSize
  private var checksums: [UInt32] = []
  /// Of the block that is not full yet.
  private var pending: UInt32 = 0

  init(
    _ path: FilePath, kind: UInt64, dimension: Int, count: Int, extra: [UInt64],
    witness: DiskWitness?
  ) throws(Fault) {
    file = try DiskFile(path, isNew: true, witness: witness)
    (self.kind, self.dimension, self.count, self.extra) = (kind, dimension, count, extra)
  }

  /// Begins a section, at a multiple of 64 bytes so that whole cache lines are read.
  mutating func begin(_ section: SectionKind) throws(Fault) {
    let padding = (64 - length % 64) % 64
    if padding > 0 {
      let before = sections.last?.length ?? 0
      try append([UInt8](repeating: 0, count: padding))
      // The padding belongs to no section.
      if !sections.isEmpty { sections[sections.count - 1].length = before }
    }
    sections.append((section, length, 0))
  }

  mutating func append<Element: BitwiseCopyable>(_ values: [Element]) throws(Fault) {
    let start = length
    try lending(values) { bytes throws(Fault) in try file.write(bytes, at: start) }
    values.withUnsafeBytes { count($0) }
  }

  /// Bytes that lie elsewhere, such as in another mapped file.
  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
    try file.write(bytes, at: length)
    count(bytes)
  }

  private mutating func count(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes
    while !rest.isEmpty {
      let inBlock = (length - SectionFile.headerSize) % SectionFile.blockSize
      let taken = min(SectionFile.blockSize - inBlock, rest.count)
      pending = VectorKernel.checksum(
        UnsafeRawBufferPointer(rebasing: rest[..<taken]), after: pending)
      length += taken
      rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
      if inBlock + taken == SectionFile.blockSize {
        checksums.append(pending)
        pending = 0
      }
    }
    if !sections.isEmpty { sections[sections.count - 1].length = length - sections.last!.offset }
  }

  /// Writes checksums and header, and waits until all is on the disk.
  consuming func finish() throws(Fault) {
    let bodyEnd = length
    if (length - SectionFile.headerSize) % SectionFile.blockSize != 0 { checksums.append(pending) }
    let table = checksums.withUnsafeBytes { Array($0) }
    try file.write(table, at: bodyEnd)
    var header: [UInt8] = []
    header.append(raw: SectionFile.magic)
    header.append(raw: SectionFile.format)
    header.append(raw: kind)
    header.append(raw: UInt64(dimension))
    header.append(raw: UInt64(count))
    for value in extra + repeatElement(0, count: 4 - extra.count) { header.append(raw: value) }
    header.append(raw: UInt64(sections.count))
    header.append(raw: UInt64(table.withUnsafeBytes { VectorKernel.checksum($0) }))
    header.append(raw: UInt64(bodyEnd))
    for section in sections {
      header.append(raw: section.kind.rawValue)
      header.append(raw: UInt64(section.offset))
      header.append(raw: UInt64(section.length))
    }
    header.pad(to: SectionFile.headerSize - 8)
    header.append(raw: UInt64(header.withUnsafeBytes { VectorKernel.checksum($0) }))
    try file.write(header, at: 0)
    try file.synchronise()
  }
}
