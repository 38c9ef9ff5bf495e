import Core
import Foundation
import TestSupport

/// Real CLIP ViT-B/32 vectors of the test data.
enum GoldenVectors {
  static let space = VectorSpace(name: "clip-vit-b32-openai", dimension: 512)

  /// A matrix of NumPy's format 1 (`.npy`): single or half precision, little-endian, row after row;
  /// each row at length 1.
  static func matrix(_ path: String) throws -> [[Float]] {
    let data = Array(try Data(contentsOf: TestData.url(path)))
    let headerCount = Int(data[8]) | Int(data[9]) << 8
    let header = String(decoding: data[10..<(10 + headerCount)], as: UTF8.self)
    let body = Array(data[(10 + headerCount)...])
    let isHalf = header.contains("<f2")
    let width = isHalf ? 2 : 4
    let numbers = (0..<(body.count / width)).map { index -> Float in
      let start = width * index
      let low = UInt16(body[start]) | UInt16(body[start + 1]) << 8
      if isHalf { return half(low) }
      let high = UInt32(body[start + 2]) | UInt32(body[start + 3]) << 8
      return Float(bitPattern: UInt32(low) | high << 16)
    }
    return stride(from: 0, to: numbers.count, by: 512).map { start in
      let row = numbers[start..<(start + 512)]
      let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return row.map { $0 / length }
    }
  }

  private static func half(_ bits: UInt16) -> Float {
    let (exponent, fraction) = (Int(bits >> 10 & 31), Float(bits & 1_023))
    let value: Float =
      exponent == 0
      ? fraction * 0x1p-24
      : (1 + fraction / 1_024) * Float(sign: .plus, exponent: exponent - 15, significand: 1)
    return bits >> 15 == 1 ? -value : value
  }

  /// Of each of the 500 rows of flickr8k-500, which image it is about.
  static func flickrImages() throws -> [String] {
    try String(contentsOf: TestData.url("golden/flickr8k-500/metadata.csv"), encoding: .utf8)
      .split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "," }) }
  }

  /// The 1,203 names of LVIS, in the order of their vectors.
  static func lvisNames() throws -> [String] {
    let data = try Data(contentsOf: TestData.url("golden/clip-text/lvis_v1_train_cat_info.json"))
    let list = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
    return list.compactMap { $0["name"] as? String }
  }
}

/// Texts whose vectors are known.
struct KnownTexts: TextEmbedding {
  let space = GoldenVectors.space
  let known: [String: [Float]]

  func vectors(of texts: [String]) throws(Fault) -> [[Float]] {
    var vectors: [[Float]] = []
    for text in texts {
      guard let vector = known[text] else {
        throw Fault("test.unknown-text", .bug, "no vector of '\(text)' is known")
      }
      vectors.append(vector)
    }
    return vectors
  }
}
