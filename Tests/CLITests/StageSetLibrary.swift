import Foundation
import TestSupport

/// A folder of generated stage sets with YAML beside every picture: distinct sets a minute apart, and
/// among them planted copies and near misses.
struct StageSetLibrary {
  static let stages = ["stage1_generated", "stage1.5_face_swapped", "stage2_upscaled"]

  /// The times of a set and of its copy, which was saved again five seconds later.
  private(set) var copies: [(original: String, copy: String)] = []
  /// Sets that share pictures with the one five seconds before: two of three, or all and one more.
  private(set) var nearMisses: [String] = []
  private(set) var pictureCount = 0
  private var minute = 0

  /// Of every twenty sets the first has a copy in the folder `copies`, the second a near miss with
  /// another last stage, the third one with a stage more.
  ///
  /// - Parameter count: sets made before the planted ones.
  init(_ count: Int, in folder: URL) throws {
    for number in 0..<count {
      let seeds = (0..<3).map { UInt64(number * 3 + $0 + 1) }
      let time = time(0)
      try write(seeds, time, "part\(number % 5)", resaved: false, in: folder)
      switch number % 20 {
      case 0:
        let later = self.time(5)
        try write(seeds, later, "copies", resaved: true, in: folder)
        copies.append((time, later))
      case 1:
        nearMisses.append(self.time(5))
        try write(
          seeds.dropLast() + [UInt64(1_000_000 + number)], self.time(5), "misses", resaved: true,
          in: folder)
      case 2:
        nearMisses.append(self.time(5))
        try write(
          seeds + [UInt64(1_000_000 + number)], self.time(5), "misses", resaved: true, in: folder)
      default: break
      }
      minute += 1
    }
  }

  private func time(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return
      "202507\(two(1 + minute / 1440))_\(two(minute / 60 % 24))\(two(minute % 60))\(two(seconds))"
  }

  private mutating func write(
    _ seeds: [UInt64], _ time: String, _ place: String, resaved: Bool, in folder: URL
  ) throws {
    let (width, height) = (96, 72)
    for (stage, seed) in zip(Self.stages + ["stage3_final"], seeds) {
      let data =
        try resaved
        ? Pictures.resaved(seed: seed, width: width, height: height)
        : Pictures.bitmap(seed: seed, width: width, height: height)
      let name = "\(place)/\(time)_\(stage)"
      try Pictures.write(data, to: name + (resaved ? ".webp" : ".bmp"), in: folder)
      try Pictures.write(
        Data("prompt: a picture\nseed: \(seed)\n".utf8), to: name + ".yaml", in: folder)
      pictureCount += 1
    }
  }
}
