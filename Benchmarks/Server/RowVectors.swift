import Core
import Engine
import Files
import Fingerprints
import Foundation
import TestSupport

/// Where the descriptors, and the small planes, of a library of made-up rows come from.
enum RowVectors {
  /// From nothing: in clusters, as those of photographs are.
  case made(centers: [[Float]])
  /// Of parts of real photographs, each at random: every part is another picture.
  case parts(of: [RGBImage])

  static func made(clusters: Int, _ random: inout SeededGenerator) -> RowVectors {
    .made(centers: (0..<clusters).map { _ in direction(&random) })
  }

  /// - Parameter folder: JPEG files, in it and below; damaged ones are left out.
  /// - Throws: a fault when there are none.
  init(photographs folder: FilePath) throws {
    let url = URL(fileURLWithPath: folder.display)
    let files =
      FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil)?
      .compactMap { ($0 as? URL)?.path }.filter { $0.hasSuffix(".jpg") }.sorted() ?? []
    let photographs = files.compactMap { file in
      try? FileContents(reading: FilePath(file), limit: 1 << 26).withBytes {
        try ExamplePicture(decoding: Array($0)).pixels
      }
    }
    guard !photographs.isEmpty else {
      throw Fault("bench.no-photographs", .user, "there are no .jpg files", path: folder)
    }
    self = .parts(of: photographs)
  }

  /// The descriptor of a row, of length 1, and the plane that is kept of it.
  func look(
    _ row: Int, _ random: inout SeededGenerator
  ) -> (vector: [Float], luma: LumaPlane) {
    switch self {
    case .made(let centers):
      let noise = Self.direction(&random)
      let side = LumaConversion.keptSide
      // Each a slope of its own.
      let samples = (0..<side * side).map {
        UInt8(truncatingIfNeeded: $0 / side + row * ($0 % side))
      }
      return (
        zip(centers[row % centers.count], noise).map { 0.8 * $0 + 0.6 * $1 },
        LumaPlane(width: side, height: side, samples: samples)
      )
    case .parts(let photographs):
      let part = Self.part(of: photographs[row % photographs.count], &random)
      return (
        VisualDescriptor.vector(of: part), LumaConversion.squashed(LumaConversion.pillow(part))
      )
    }
  }

  private static func direction(_ random: inout SeededGenerator) -> [Float] {
    let values = (0..<VisualDescriptor.space.dimension).map { _ in
      Float.random(in: -1...1, using: &random)
    }
    let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return values.map { $0 / length }
  }

  /// A rectangle of half to all of each side.
  private static func part(of image: RGBImage, _ random: inout SeededGenerator) -> RGBImage {
    let width = Int.random(in: (image.width + 1) / 2...image.width, using: &random)
    let height = Int.random(in: (image.height + 1) / 2...image.height, using: &random)
    let left = Int.random(in: 0...image.width - width, using: &random)
    let top = Int.random(in: 0...image.height - height, using: &random)
    var samples: [UInt8] = []
    samples.reserveCapacity(3 * width * height)
    for y in top..<top + height {
      let start = 3 * (y * image.width + left)
      samples += image.samples[start..<start + 3 * width]
    }
    return RGBImage(width: width, height: height, samples: samples)
  }
}
