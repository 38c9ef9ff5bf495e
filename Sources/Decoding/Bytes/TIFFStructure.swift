/// The directories of a TIFF file or EXIF block (TIFF 6.0; EXIF 2.32; DNG 1.6), read so that no
/// input can make it trap, loop, or use much memory: offsets are checked, every directory is read
/// once, and the numbers of directories and entries are bounded.
struct TIFFStructure {
  /// One field of a directory; the value stays in the file until it is asked for.
  struct Entry {
    let tag: UInt16
    let type: UInt16
    let count: Int
    /// Where the value lies, from the start of the structure.
    let offset: Int
    let byteCount: Int
  }

  typealias Directory = [Entry]

  let reader: ByteReader
  /// The chain of main directories: pages, thumbnails.
  let main: [Directory]

  private static let maximumDirectories = 64
  private static let maximumEntries = 1024

  /// `nil` unless the bytes begin as TIFF, or as one of the raw formats that vary its magic number
  /// (Olympus `IIRO`, `IIRS`, `MMOR`; Panasonic `IIU\0`).
  init?(bytes: UnsafeRawBufferPointer) {
    var reader = ByteReader(bytes: bytes)
    switch reader.u16(0) {
    case 0x4949: reader.order = .little
    case 0x4D4D: reader.order = .big
    default: return nil
    }
    guard let magic = reader.u16(2), [42, 0x4F52, 0x5352, 0x55].contains(magic),
      let first = reader.u32(4)
    else { return nil }
    self.reader = reader
    var directories: [Directory] = []
    var seen: Set<Int> = []
    var next = Int(first)
    while next != 0, directories.count < Self.maximumDirectories, seen.insert(next).inserted,
      let (directory, following) = Self.directory(at: next, reader)
    {
      directories.append(directory)
      next = following
    }
    main = directories
  }

  /// Reads one more directory, such as the one that an EXIF or GPS pointer names.
  func directory(at offset: Int) -> Directory? { Self.directory(at: offset, reader)?.directory }

  /// The directory that a pointer field (type LONG or IFD) of another names.
  func directory(_ pointer: UInt16, of directory: Directory) -> Directory? {
    guard let offset = integers(pointer, directory)?.first else { return nil }
    return self.directory(at: offset)
  }

  /// Main directories and all those below them by SubIFDs.
  var withSubdirectories: [Directory] {
    var all = main
    var position = 0
    var seen: Set<Int> = []
    while position < all.count, all.count < Self.maximumDirectories {
      for offset in integers(0x014A, all[position]) ?? [] where seen.insert(offset).inserted {
        if let directory = directory(at: offset) { all.append(directory) }
      }
      position += 1
    }
    return all
  }

  /// The whole numbers of a field, at most 1,024 of them; `nil` when it is absent or of another kind.
  func integers(_ tag: UInt16, _ directory: Directory) -> [Int]? {
    directory.first { $0.tag == tag }.flatMap(integers)
  }

  func integers(_ entry: Entry) -> [Int]? {
    guard let width = [1: 1, 3: 2, 4: 4, 6: 1, 8: 2, 9: 4, 13: 4][entry.type] else { return nil }
    return (0..<min(entry.count, 1024)).compactMap { index in
      let offset = entry.offset + index * width
      return switch entry.type {
      case 1: reader.u8(offset).map { Int($0) }
      case 6: reader.u8(offset).map { Int(Int8(bitPattern: $0)) }
      case 3: reader.u16(offset).map { Int($0) }
      case 8: reader.u16(offset).map { Int(Int16(bitPattern: $0)) }
      case 9: reader.u32(offset).map { Int(Int32(bitPattern: $0)) }
      default: reader.u32(offset).map { Int($0) }
      }
    }
  }

  /// Whether a directory says that the file is a camera's sensor data rather than a picture.
  var isCameraRaw: Bool {
    if reader.u16(2) != 42 || reader.has("CR", at: 8) { return true }
    let rawPhotometrics = [32803, 34892]
    let rawCompressions = [32767, 32770, 34713, 65535]
    return withSubdirectories.contains { directory in
      directory.contains { $0.tag == 0xC612 }
        || integers(0x0106, directory)?.first.map(rawPhotometrics.contains) ?? false
        || integers(0x0103, directory)?.first.map(rawCompressions.contains) ?? false
    }
  }

  private static func directory(
    at offset: Int, _ reader: ByteReader
  ) -> (directory: Directory, next: Int)? {
    guard let count = reader.u16(offset), count > 0, Int(count) <= maximumEntries else {
      return nil
    }
    var entries: Directory = []
    for index in 0..<Int(count) {
      let position = offset + 2 + 12 * index
      guard let tag = reader.u16(position), let type = reader.u16(position + 2),
        let length = reader.u32(position + 4)
      else { break }
      guard let size = sizes[type] else { continue }
      // At most 2³² × 8: no overflow.
      let byteCount = Int(length) * size
      let inline = byteCount <= 4
      guard let offset = inline ? position + 8 : reader.u32(position + 8).map({ Int($0) }),
        reader.slice(offset, byteCount) != nil
      else { continue }
      entries.append(
        Entry(tag: tag, type: type, count: Int(length), offset: offset, byteCount: byteCount))
    }
    return (entries, Int(reader.u32(offset + 2 + 12 * Int(count)) ?? 0))
  }

  /// Bytes a value takes, by field type.
  private static let sizes: [UInt16: Int] = [
    1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4,
  ]
}
