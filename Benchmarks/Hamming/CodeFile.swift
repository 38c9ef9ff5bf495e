import Core
import Foundation
import Hamming

/// Codes in a file as FAISS reads them: each code's words, little-endian, and nothing else. Hamming
/// distance does not care which bit is called the first.
enum CodeFile {
  static func write<Code: HammingCode>(_ codes: [Code], to path: String) throws {
    try codes.withUnsafeBytes { try Data($0).write(to: URL(filePath: path)) }
  }

  static func read64(_ path: String) throws -> [Hash64] {
    try words(path).map { Hash64(bits: $0) }
  }

  static func read256(_ path: String) throws -> [Hash256] {
    let words = try words(path)
    return stride(from: 0, to: words.count - words.count % 4, by: 4).map {
      Hash256(a: words[$0], b: words[$0 + 1], c: words[$0 + 2], d: words[$0 + 3])
    }
  }

  private static func words(_ path: String) throws -> [UInt64] {
    let data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
    return data.withUnsafeBytes { bytes in
      (0..<bytes.count / 8).map { bytes.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self) }
    }
  }
}
