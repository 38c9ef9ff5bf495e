package import Core
import Foundation

/// Vectors as text, one a line: `{"id": 12, "vector": [0.25, -0.5]}`. A row with several vectors has
/// several lines, one after another.
package enum VectorLines {
  private struct Line: Decodable {
    var id: Int64
    var vector: [Float]
  }

  /// Writes all vectors of a snapshot; read again, they are the same to the bit.
  ///
  /// - Returns: how many.
  /// - Throws: `file.exists`, faults of the file system.
  package static func write(_ snapshot: VectorSnapshot, to path: FilePath) throws(Fault) -> Int {
    let file = try DiskFile(path, isNew: true, witness: nil)
    var (text, end, count) = ([UInt8](), 0, 0)
    try snapshot.forEachVector { row, vector throws(Fault) in
      // The shortest text that gives the same number again.
      let numbers = vector.map { "\($0)" }.joined(separator: ",")
      text.append(contentsOf: "{\"id\":\(row),\"vector\":[\(numbers)]}\n".utf8)
      count += 1
      guard text.count > 1 << 20 else { return }
      try file.write(text, at: end)
      end += text.count
      text = []
    }
    try file.write(text, at: end)
    try file.synchronise()
    return count
  }

  /// Adds all vectors of a file to an index, in changes of about 4,096. They are scaled to length 1.
  ///
  /// - Returns: how many.
  /// - Throws: `vectors.line` with the number of a line that is none, `vectors.…` for a vector that
  ///   does not fit the index; vectors of changes before that are in the index then.
  package static func read(_ path: FilePath, into index: VectorIndex) throws(Fault) -> Int {
    let file = try MappedFile(path)
    var (batch, total, number, start) = ([(row: Int64, vector: [Float])](), 0, 0, 0)
    while start < file.count {
      let rest = file.withBytes(start..<file.count) { bytes in
        Data(bytes.prefix { $0 != UInt8(ascii: "\n") })
      }
      start += rest.count + 1
      number += 1
      if rest.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) { continue }
      guard let line = try? JSONDecoder().decode(Line.self, from: rest) else {
        throw Fault(
          "vectors.line", .user, "line \(number) is not {\"id\": number, \"vector\": [numbers]}",
          remedy: "Correct the line, or leave it out.", path: path)
      }
      // Vectors of one row must come in one change.
      if batch.count >= 4096, batch.last?.row != line.id {
        try index.append(batch, watermark: index.watermark)
        batch = []
      }
      batch.append((line.id, line.vector))
      total += 1
    }
    if !batch.isEmpty { try index.append(batch, watermark: index.watermark) }
    return total
  }
}
