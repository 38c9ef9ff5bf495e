/// Rar files that store without compressing, written after the published descriptions of both
/// formats, since no free program writes them.
package enum RarWriter {
  /// RAR 4 (technical note of RAR 4.x).
  package static func four(_ files: [PackedFile]) -> [UInt8] {
    var all = ByteWriter()
    all.add([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x00])
    block(0x73, flags: 0, [UInt8](repeating: 0, count: 6), to: &all)
    for file in files {
      var fields = ByteWriter()
      fields.add(UInt32(file.bytes.count))
      fields.add(UInt32(file.bytes.count))
      fields.add(UInt8(3))  // Unix
      fields.add(ZipWriter.crc(file.bytes))
      fields.add(UInt32(0x5821_0000))
      fields.add(UInt8(20))
      fields.add(UInt8(0x30))  // stored
      fields.add(UInt16(file.name.count))
      fields.add(UInt32(0o100644))
      fields.add(file.name)
      block(0x74, flags: 0x8000, fields.bytes, to: &all)
      all.add(file.bytes)
    }
    block(0x7B, flags: 0x4000, [], to: &all)
    return all.bytes
  }

  private static func block(
    _ type: UInt8, flags: UInt16, _ fields: [UInt8], to all: inout ByteWriter
  ) {
    var head = ByteWriter()
    head.add(type)
    head.add(flags)
    head.add(UInt16(7 + fields.count))
    head.add(fields)
    all.add(UInt16(truncatingIfNeeded: ZipWriter.crc(head.bytes)))
    all.add(head.bytes)
  }

  /// RAR 5.0 archive format.
  package static func five(_ files: [PackedFile]) -> [UInt8] {
    var all = ByteWriter()
    all.add([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x01, 0x00])
    header([1, 0, 0], to: &all)
    for file in files {
      var fields = ByteWriter()
      fields.addVariable(2)  // a file
      fields.addVariable(2)  // followed by data
      fields.addVariable(file.bytes.count)
      fields.addVariable(4)  // with a CRC
      fields.addVariable(file.bytes.count)
      fields.addVariable(0o100644)
      fields.add(ZipWriter.crc(file.bytes))
      fields.addVariable(0)  // stored
      fields.addVariable(1)  // Unix
      fields.addVariable(file.name.count)
      fields.add(file.name)
      header(fields.bytes, to: &all)
      all.add(file.bytes)
    }
    header([5, 0, 0], to: &all)
    return all.bytes
  }

  private static func header(_ fields: [UInt8], to all: inout ByteWriter) {
    var head = ByteWriter()
    head.addVariable(fields.count)
    head.add(fields)
    all.add(ZipWriter.crc(head.bytes))
    all.add(head.bytes)
  }
}
