import Core
import FoundationEssentials

/// A line of the journal file: `crc32 number [records]`, the checksum over all that follows it.
/// Numbers rise by one; what one frame holds is there wholly or not at all.
struct JournalFrame {
  let number: Int
  let records: [JournalRecord]

  init(number: Int, records: [JournalRecord]) {
    self.number = number
    self.records = records
  }

  /// The line, with its newline.
  func line() throws(Fault) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      let body = Array("\(number) ".utf8) + Array(try encoder.encode(records))
      let checksum = String(CyclicChecksum.crc32(body), radix: 16)
      let padding = String(repeating: "0", count: 8 - checksum.count)
      return Array("\(padding)\(checksum) ".utf8) + body + [UInt8(ascii: "\n")]
    } catch {
      throw Fault("journal.encoding", .bug, "cannot write a record", underlying: "\(error)")
    }
  }

  /// Reads a line without its newline; `nil` when it is torn or damaged.
  init?(line: ArraySlice<UInt8>) {
    let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
    guard parts.count == 3, parts[0].count == 8,
      let checksum = UInt32(String(decoding: parts[0], as: UTF8.self), radix: 16),
      CyclicChecksum.crc32(line.dropFirst(9)) == checksum,
      let number = Int(String(decoding: parts[1], as: UTF8.self)),
      let records = try? JSONDecoder().decode([JournalRecord].self, from: Data(parts[2]))
    else { return nil }
    self.init(number: number, records: records)
  }
}
