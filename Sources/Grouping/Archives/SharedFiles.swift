import Catalogue

/// Which archives hold the same files, told by size and CRC.
struct SharedFiles {
  /// What two archives share.
  struct Sum {
    var count = 0
    /// What archives say of themselves may be more than an integer holds.
    var bytes = 0.0
  }

  private struct Key: Hashable {
    var size: Int64
    var crc: UInt32
  }

  private(set) var pairs: [PairKey: Sum] = [:]
  /// Files of each archive.
  private(set) var counts: [Int] = []
  private var bytes: [Double] = []

  /// What more archives hold than this says nothing of any two: a licence, a maker's notes.
  private static let mostHolders = 64

  init(_ archives: [CataloguedArchive]) {
    var holders: [Key: [Int: Int]] = [:]
    for (position, archive) in archives.enumerated() {
      // An archive within is told by what it holds: packed again, it has other bytes.
      let files = archive.record.entries.filter { $0.kind != "archive" && $0.size > 0 }
      counts.append(files.count)
      bytes.append(files.reduce(0) { $0 + Double($1.size) })
      for file in files {
        guard let crc = file.crc else { continue }
        holders[Key(size: file.size, crc: crc), default: [:]][position, default: 0] += 1
      }
    }
    for (key, holding) in holders where holding.count > 1 && holding.count <= Self.mostHolders {
      let positions = holding.keys.sorted()
      for (index, first) in positions.enumerated() {
        for second in positions[(index + 1)...] {
          let count = min(holding[first] ?? 0, holding[second] ?? 0)
          pairs[PairKey(first, second), default: Sum()].count += count
          pairs[PairKey(first, second), default: Sum()].bytes += Double(count) * Double(key.size)
        }
      }
    }
  }

  /// Of the bytes of the larger, 0…1.
  func share(of sum: Sum, _ pair: PairKey) -> Double {
    let most = max(bytes[pair.first], bytes[pair.second])
    return most > 0 ? sum.bytes / most : 0
  }
}
