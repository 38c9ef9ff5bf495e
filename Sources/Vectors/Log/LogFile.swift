import Core
import Kernels

/// A log that is being written: a header and frames, each whole or not acknowledged.
final class LogFile: Sendable {
  static let headerSize = 64
  static let magic: UInt64 = 0x474F_4C56_424D_4553  // SEMBVLOG

  let number: UInt64
  let file: DiskFile

  static func path(_ number: UInt64, in folder: FilePath) -> FilePath {
    folder.appending("\(number).log")
  }

  /// Makes an empty log, on the disk when this returns (its name as soon as the folder is flushed).
  init(
    creating number: UInt64, in folder: FilePath, dimension: Int, watermark: Int64,
    witness: DiskWitness?
  ) throws(Fault) {
    self.number = number
    file = try DiskFile(
      Self.path(number, in: folder), isNew: true, change: .append, witness: witness)
    var header: [UInt8] = []
    header.append(raw: Self.magic)
    header.append(raw: number)
    header.append(raw: UInt64(dimension))
    header.append(raw: watermark)
    header.pad(to: Self.headerSize)
    let sum = header[..<(Self.headerSize - 8)].withUnsafeBytes { VectorKernel.checksum($0) }
    header.replaceSubrange(
      (Self.headerSize - 8)..., with: Swift.withUnsafeBytes(of: UInt64(sum)) { Array($0) })
    try file.write(header, at: 0)
    try file.synchronise()
  }

  init(opening number: UInt64, in folder: FilePath, witness: DiskWitness?) throws(Fault) {
    self.number = number
    file = try DiskFile(
      Self.path(number, in: folder), isNew: false, change: .append, witness: witness)
  }
}
