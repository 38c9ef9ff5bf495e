import Core
import Kernels

/// The form of all files of a segment: a page of header, sections, and a checksum (CRC-32C) for
/// each block of 64 kB after the header.
///
///     magic, format, kind, dimension, count, extra × 4, sections, checksum of the blocks' table,
///     end of the body, then (kind, offset, length) for each section; checksum of the header
///
/// all numbers of 64 bits. The header is checked when the file is opened; blocks by `damage()`.
struct SectionFile: Sendable {
  static let headerSize = 4096
  static let blockSize = 64 << 10
  static let magic: UInt64 = 0x3130_4345_5642_4D53  // SMBVEC01
  static let format: UInt64 = 1
  static let fixedFields = 12

  let file: MappedFile
  let kind: UInt64
  let dimension: Int
  /// Vectors in the segment.
  let count: Int
  /// What the kind of file says besides.
  let extra: [UInt64]
  private let sections: [SectionKind: Range<Int>]
  private let bodyEnd: Int
  private let tableChecksum: UInt32

  init(_ path: FilePath) throws(Fault) {
    file = try MappedFile(path)
    let damage = Fault.damaged("the header of this file of vectors is damaged", path)
    guard file.count >= Self.headerSize else { throw damage }
    let sum = file.withBytes(0..<Self.headerSize - 8) { VectorKernel.checksum($0) }
    var fields: [UInt64] = []
    for index in 0..<Self.headerSize / 8 {
      fields.append(file.load(UInt64.self, at: 8 * index))
    }
    guard fields[0] == Self.magic, fields.last == UInt64(sum) else { throw damage }
    guard fields[1] == Self.format else {
      throw Fault(
        "vectors.format", .user, "this file of vectors was written by another version",
        remedy: Fault.rebuilding, path: path)
    }
    kind = fields[2]
    dimension = Int(fields[3])
    count = Int(fields[4])
    extra = Array(fields[5..<9])
    tableChecksum = UInt32(truncatingIfNeeded: fields[10])
    bodyEnd = Int(fields[11])
    var sections: [SectionKind: Range<Int>] = [:]
    for index in 0..<Int(fields[9]) {
      let place = Self.fixedFields + 3 * index
      guard let kind = SectionKind(rawValue: fields[place]) else { continue }
      sections[kind] = Int(fields[place + 1])..<Int(fields[place + 1] + fields[place + 2])
    }
    self.sections = sections
    guard file.count == bodyEnd + 4 * Self.blockCount(bodyEnd) else {
      throw .damaged("this file of vectors is not as long as it was", path)
    }
  }

  /// Where a section lies; empty when there is none.
  func range(_ section: SectionKind) -> Range<Int> { sections[section] ?? 0..<0 }

  /// Lends a section's bytes.
  func withSection<R: ~Copyable, E: Error>(
    _ section: SectionKind, _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try file.withBytes(range(section), body)
  }

  /// Reads it all and compares checksums: a line for each block that differs. About 8 GB/s.
  func damage() -> [String] {
    let blocks = Self.blockCount(bodyEnd)
    let table = file.withBytes(bodyEnd..<bodyEnd + 4 * blocks) { VectorKernel.checksum($0) }
    guard table == tableChecksum else { return ["\(file.path.display): checksums are damaged"] }
    return (0..<blocks).filter { !isWhole($0) }.map { "\(file.path.display): \(damage(of: $0))" }
  }

  /// Compares the checksums of the blocks in which a section lies.
  /// - Throws: `vectors.damaged`, naming the first that differs.
  func check(_ section: SectionKind) throws(Fault) {
    let range = range(section)
    if range.isEmpty { return }
    let first = (range.lowerBound - Self.headerSize) / Self.blockSize
    let last = (range.upperBound - 1 - Self.headerSize) / Self.blockSize
    for block in first...last where !isWhole(block) {
      throw .damaged(damage(of: block), file.path)
    }
  }

  private func isWhole(_ block: Int) -> Bool {
    let sum = file.withBytes(Self.block(block, bodyEnd: bodyEnd)) { VectorKernel.checksum($0) }
    return sum == file.load(UInt32.self, at: bodyEnd + 4 * block)
  }

  private func damage(of block: Int) -> String {
    let range = Self.block(block, bodyEnd: bodyEnd)
    return "block \(block) (bytes \(range.lowerBound) to \(range.upperBound - 1)) is damaged"
  }

  static func blockCount(_ bodyEnd: Int) -> Int {
    (bodyEnd - headerSize + blockSize - 1) / blockSize
  }

  static func block(_ index: Int, bodyEnd: Int) -> Range<Int> {
    let start = headerSize + index * blockSize
    return start..<min(start + blockSize, bodyEnd)
  }
}
