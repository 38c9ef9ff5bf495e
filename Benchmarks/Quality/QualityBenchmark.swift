import Core
import Foundation
import Quality

/// Times the quality measures on one picture given as a binary PPM, on one thread, and says what
/// they took per megapixel, as one line of JSON.
///
/// `semblance-bench-quality PICTURE.ppm [REPEATS]`, or `semblance-bench-quality --memory MEGAPIXELS`
/// to see what a report on a large picture needs beside the picture.
enum QualityBenchmark {
  static func run(arguments: [String]) {
    if arguments.count == 2, arguments[0] == "--memory", let megapixels = Int(arguments[1]) {
      return memory(megapixels)
    }
    guard let path = arguments.first, let image = picture(path) else {
      FileHandle.standardError.write(Data("semblance-bench-quality: give a binary PPM (P6)\n".utf8))
      exit(2)
    }
    let repeats = arguments.count == 2 ? Int(arguments[1]) ?? 5 : 5
    let megapixels = Double(image.width * image.height) / 1e6
    var checksum = 0.0
    func milliseconds(_ work: () -> Double) -> Double {
      // The least of several runs: other work on the machine only adds.
      (0..<repeats).map { _ in
        let start = cpuSeconds()
        checksum += work()
        return (cpuSeconds() - start) * 1e3 / megapixels
      }.min() ?? 0
    }
    let figures: [(String, Double)] = [
      ("megapixels", megapixels),
      ("brisque", milliseconds { BrisqueFeatures(of: image).values[0] }),
      ("niqe", milliseconds { NiqeFeatures(of: image).sharpness.first ?? 0 }),
      ("surface", milliseconds { SurfaceMeasures(of: image).noise }),
      ("report", milliseconds { QualityAssessor().report(on: image).score ?? 0 }),
    ]
    let fields = figures.map { "\"\($0.0)\": \(($0.1 * 1000).rounded() / 1000)" }
    print("{\(fields.joined(separator: ", ")), \"checksum\": \(checksum)}")
  }

  /// A panorama of stripes and noise, and the peak memory before and after its report.
  private static func memory(_ megapixels: Int) {
    let width = 20_000
    var state: UInt32 = 1
    let samples = [UInt8](unsafeUninitializedCapacity: megapixels * 3_000_000) { bytes, count in
      count = megapixels * 3_000_000
      for index in 0..<count {
        state = state &* 1_664_525 &+ 1_013_904_223
        bytes[index] = UInt8(index / 700 % 200) &+ UInt8(state >> 27)
      }
    }
    let image = RGBImage(width: width, height: megapixels * 1_000_000 / width, samples: samples)
    let before = peakMebibytes()
    let start = cpuSeconds()
    let report = QualityAssessor().report(on: image)
    let seconds = cpuSeconds() - start
    print(
      "{\"megapixels\": \(megapixels), \"picture_mib\": \(before), \"added_mib\": "
        + "\(peakMebibytes() - before), \"seconds\": \(seconds), \"score\": "
        + "\(report.score ?? -1)}")
  }

  /// The largest resident set so far.
  private static func peakMebibytes() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Int(usage.ru_maxrss) / 1024
  }

  private static func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Reads a P6 file of 8 bits without comments.
  private static func picture(_ path: String) -> RGBImage? {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else { return nil }
    var fields: [String] = []
    var place = 0
    while fields.count < 4, place < data.count {
      let word = data[place...].prefix { !Character(UnicodeScalar($0)).isWhitespace }
      fields.append(String(decoding: word, as: UTF8.self))
      place += word.count + 1
    }
    guard fields.count == 4, fields[0] == "P6", let width = Int(fields[1]),
      let height = Int(fields[2]), fields[3] == "255", data.count - place == 3 * width * height
    else { return nil }
    return RGBImage(width: width, height: height, samples: [UInt8](data[place...]))
  }
}
