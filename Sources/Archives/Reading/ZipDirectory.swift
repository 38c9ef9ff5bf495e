/// The central directory of a zip file (PKWARE APPNOTE 6.3.10, §4.3.12–4.3.16): names and CRCs
/// without unpacking anything.
struct ZipDirectory {
  struct Entry {
    var name: [UInt8]
    var crc: UInt32
    /// Of the local header, from the beginning of the file.
    var offset: UInt64
  }

  /// By their place in the file, which is the order in which libarchive reads them.
  private(set) var entries: [Entry] = []

  /// Reads the directory; `nil` where the file has none that can be understood, and then every entry
  /// has to be read for its CRC.
  ///
  /// - Parameters:
  ///   - size: of the file.
  ///   - mostBytes: a larger directory is left alone.
  ///   - read: gives that many bytes from an offset, or `nil`.
  init?(size: Int64, mostBytes: Int = 32 << 20, read: (Int64, Int) -> [UInt8]?) {
    let tailCount = Int(min(size, 65_557))
    guard tailCount >= 22, let tail = read(size - Int64(tailCount), tailCount),
      let end = Self.end(in: tail)
    else { return nil }
    var count = UInt64(tail.u16(end + 10))
    var bytes = UInt64(tail.u32(end + 12))
    var offset = UInt64(tail.u32(end + 16))
    if count == 0xFFFF || bytes == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
      guard end >= 20, tail.u32(end - 20) == 0x0706_4B50,
        let place = Int64(exactly: tail.u64(end - 12)), place >= 0, place <= size - 56,
        let large = read(place, 56), large.u32(0) == 0x0606_4B50
      else { return nil }
      (count, bytes, offset) = (large.u64(32), large.u64(40), large.u64(48))
    }
    guard bytes <= UInt64(mostBytes), let start = Int64(exactly: offset), start >= 0,
      start <= size - Int64(bytes), let directory = read(start, Int(bytes)),
      let found = Self.entries(of: directory, count: count)
    else { return nil }
    entries = found
  }

  /// The last end record whose comment reaches to the end of the file.
  private static func end(in tail: [UInt8]) -> Int? {
    for start in stride(from: tail.count - 22, through: 0, by: -1)
    where tail[start] == 0x50 && tail.u32(start) == 0x0605_4B50
      && start + 22 + Int(tail.u16(start + 20)) == tail.count
    {
      return start
    }
    return nil
  }

  private static func entries(of directory: [UInt8], count: UInt64) -> [Entry]? {
    var entries: [Entry] = []
    var at = 0
    while UInt64(entries.count) < count {
      guard at + 46 <= directory.count, directory.u32(at) == 0x0201_4B50 else { return nil }
      let name = at + 46..<at + 46 + Int(directory.u16(at + 28))
      let extra = name.upperBound..<name.upperBound + Int(directory.u16(at + 30))
      let next = extra.upperBound + Int(directory.u16(at + 32))
      guard next <= directory.count else { return nil }
      var offset = UInt64(directory.u32(at + 42))
      if offset == 0xFFFF_FFFF {
        guard let large = largeOffset(directory, extra, at) else { return nil }
        offset = large
      }
      entries.append(
        Entry(name: Array(directory[name]), crc: directory.u32(at + 16), offset: offset))
      at = next
    }
    entries.sort { $0.offset < $1.offset }
    // Two names for one place: libarchive sees one of them.
    let isAmbiguous = zip(entries, entries.dropFirst()).contains { $0.offset == $1.offset }
    return isAmbiguous ? nil : entries
  }

  /// The offset in the Zip64 extra field (§4.5.3): behind the sizes that did not fit either.
  private static func largeOffset(
    _ directory: [UInt8], _ extra: Range<Int>, _ at: Int
  ) -> UInt64? {
    var field = extra.lowerBound
    while field + 4 <= extra.upperBound {
      let length = Int(directory.u16(field + 2))
      if directory.u16(field) == 1 {
        var place = field + 4
        if directory.u32(at + 24) == 0xFFFF_FFFF { place += 8 }
        if directory.u32(at + 20) == 0xFFFF_FFFF { place += 8 }
        let end = min(field + 4 + length, extra.upperBound)
        return place + 8 <= end ? directory.u64(place) : nil
      }
      field += 4 + length
    }
    return nil
  }
}

extension [UInt8] {
  fileprivate func u16(_ at: Int) -> UInt16 { UInt16(self[at]) | UInt16(self[at + 1]) << 8 }

  fileprivate func u32(_ at: Int) -> UInt32 { UInt32(u16(at)) | UInt32(u16(at + 2)) << 16 }

  fileprivate func u64(_ at: Int) -> UInt64 { UInt64(u32(at)) | UInt64(u32(at + 4)) << 32 }
}
