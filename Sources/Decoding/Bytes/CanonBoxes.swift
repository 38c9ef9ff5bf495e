/// The parts of a Canon CR3 file that are wanted: it is an ISO base media file whose `uuid` boxes
/// hold a preview (`PRVW`) and three small TIFF blocks of metadata (`CMT1`, `CMT2`, `CMT4`).
struct CanonBoxes {
  private(set) var preview: UnsafeRawBufferPointer?
  /// Main directory, EXIF directory and GPS directory, each a TIFF of its own.
  private(set) var directories: [UnsafeRawBufferPointer?] = [nil, nil, nil]

  init(bytes: UnsafeRawBufferPointer) { walk(bytes, depth: 0) }

  private mutating func walk(_ bytes: UnsafeRawBufferPointer, depth: Int) {
    let reader = ByteReader(bytes: bytes)
    var position = 0
    var boxes = 0
    while boxes < 256, let short = reader.u32(position) {
      boxes += 1
      let size = short == 1 ? reader.u64(position + 8).flatMap(Int.init(exactly:)) : Int(short)
      let headerSize = short == 1 ? 16 : 8
      guard let size, size >= headerSize, let box = reader.slice(position, size) else { return }
      let payload = UnsafeRawBufferPointer(rebasing: box.dropFirst(headerSize))
      if reader.has("moov", at: position + 4), depth < 3 {
        walk(payload, depth: depth + 1)
      } else if reader.has("uuid", at: position + 4), depth < 3 {
        // After the 16 bytes of the identifier the preview's box has 8 more before its content.
        let isPreview = reader.u32(position + headerSize) == 0xEAF4_2B5E
        walk(
          UnsafeRawBufferPointer(rebasing: payload.dropFirst(isPreview ? 24 : 16)),
          depth: depth + 1)
      } else if reader.has("PRVW", at: position + 4) {
        preview = UnsafeRawBufferPointer(rebasing: box.dropFirst(24))
      } else if reader.has("CMT1", at: position + 4) {
        directories[0] = payload
      } else if reader.has("CMT2", at: position + 4) {
        directories[1] = payload
      } else if reader.has("CMT4", at: position + 4) {
        directories[2] = payload
      }
      position += size
    }
  }
}
