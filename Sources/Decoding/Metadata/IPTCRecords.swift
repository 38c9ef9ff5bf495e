/// The editorial fields of IPTC-IIM 4.2 (`record:dataset` → values), text only.
struct IPTCRecords {
  private(set) var values: [String: [String]] = [:]

  /// ISO 2022's announcement of UTF-8 (`ESC % G`), in the envelope's data set 90.
  private static let announcesUTF8: [UInt8] = [0x1B, 0x25, 0x47]

  private static let maximumFields = 1000

  /// Reads data sets until the first malformed one. Text is UTF-8 when the envelope says so by ISO
  /// 2022's `ESC % G`, or when it is valid UTF-8; Latin-1 otherwise.
  init(bytes: UnsafeRawBufferPointer) {
    let reader = ByteReader(bytes: bytes)
    var position = 0
    var fields = 0
    var isUTF8 = false
    while fields < Self.maximumFields, reader.u8(position) == 0x1C,
      let record = reader.u8(position + 1), let dataSet = reader.u8(position + 2),
      // The top bit announces an extended length, which only raster data uses.
      let length = reader.u16(position + 3), length < 0x8000,
      let data = reader.slice(position + 5, Int(length))
    {
      if record == 1, dataSet == 90 { isUTF8 = data.starts(with: Self.announcesUTF8) }
      if record == 2, dataSet != 0 {
        let text =
          isUTF8
          ? LegacyText.trimmed(String(decoding: data, as: UTF8.self)) : LegacyText.decoded(data)
        if !text.isEmpty { values["2:\(dataSet)", default: []].append(text) }
      }
      fields += 1
      position += 5 + Int(length)
    }
  }

  subscript(_ dataSet: Int) -> [String] { values["2:\(dataSet)"] ?? [] }
}
