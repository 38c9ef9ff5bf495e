import Core
import Decoding
import Foundation
import TestSupport

/// Shared doors to the decoder for the suites.
enum Pictures {
  static let decoder = try! PictureDecoder()

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: TestData.url(path)))
  }

  static func decode(_ path: String) throws -> DecodedPicture { try decode(bytes(path)) }

  static func decode(_ bytes: [UInt8]) throws -> DecodedPicture {
    try bytes.withUnsafeBytes { try decoder.decode($0) }
  }

  static func fullSize(_ bytes: [UInt8]) throws -> RGBImage {
    try bytes.withUnsafeBytes { try decoder.fullSize($0) }
  }

  static func digest(_ bytes: [UInt8]) throws -> SHA256Digest {
    try bytes.withUnsafeBytes { try decoder.pixelDigest($0) }
  }

  /// The fault that decoding ends with; `nil` when it succeeds.
  static func fault(_ bytes: [UInt8]) -> Fault? {
    do {
      _ = try decode(bytes)
      return nil
    } catch {
      return error as? Fault
    }
  }

  /// Mean absolute difference of two images of one size, 0…255.
  static func difference(_ left: RGBImage, _ right: RGBImage) -> Double {
    guard left.width == right.width, left.height == right.height else { return .infinity }
    var sum = 0
    left.samples.withUnsafeBufferPointer { left in
      right.samples.withUnsafeBufferPointer { right in
        var index = 0
        while index < left.count {
          sum &+= abs(Int(left[index]) &- Int(right[index]))
          index &+= 1
        }
      }
    }
    return Double(sum) / Double(left.samples.count)
  }

  /// A picture with structure at every scale, the same each time.
  static func pattern(width: Int, height: Int, seed: UInt64 = 1) -> RGBImage {
    var generator = SeededGenerator(seed: seed)
    let noise = (0..<64).map { _ in UInt8.random(in: 0...63, using: &generator) }
    var samples: [UInt8] = []
    samples.reserveCapacity(3 * width * height)
    for y in 0..<height {
      for x in 0..<width {
        let base = UInt8(noise[(x / 8 % 8) * 8 + y / 8 % 8])
        samples.append(base &+ UInt8(x * 190 / width))
        samples.append(base &+ UInt8(y * 190 / height))
        samples.append(UInt8((x + y) * 255 / (width + height)))
      }
    }
    return RGBImage(width: width, height: height, samples: samples)
  }
}
