import Core
import Foundation
import TestSupport
import Testing

@testable import Decoding

/// The ways around libvips against libvips itself.
@Suite struct ParityTests {
  /// What a way makes of a file: its header and pixels at some sizes, or the code of its fault.
  private func reading(
    _ bytes: [UInt8], general: Bool
  ) throws -> (pixels: [RGBImage], about: String) {
    _ = try PictureDecoder()
    return try bytes.withUnsafeBytes { bytes in
      var pixels: [RGBImage] = []
      var about = ""
      do {
        guard let format = PictureSniffer.format(of: bytes) else { return ([], "no picture") }
        for shrink in [1, 2, 3, 5] {
          let source = try SourceOpener(usesLibvipsOnly: general).open(bytes, format)
          let header = source.header
          about =
            "\(header.width)×\(header.height) \(header.orientation) \(header.frameCount) "
            + "\(header.hasAlpha) \(header.bitsPerSample) "
            + (header.metadata.metadata().rawJSON ?? "")
          guard min(header.width, header.height) >= 2 * shrink || shrink == 1 else { break }
          let own = source.shrinkOnLoad(within: shrink)
          pixels.append(try source.pixels(shrink: own, deadline: .infinity))
        }
      } catch let fault as Fault {
        return (pixels, "\(fault.code)")
      }
      return (pixels, about)
    }
  }

  private func expectParity(_ bytes: [UInt8], _ name: String) throws {
    let (fast, truth) = (try reading(bytes, general: false), try reading(bytes, general: true))
    #expect(fast.about == truth.about, "\(name)")
    // libvips leaves out the last row and column of a shrunk JPEG where they are not whole.
    let cut = zip(fast.pixels, truth.pixels).map { $0.corner(width: $1.width, height: $1.height) }
    let same = (bytes.first == 0xFF ? cut : fast.pixels) == truth.pixels
    #expect(same, "\(name) has other pixels")
  }

  private func isFast(_ bytes: [UInt8]) throws -> Bool {
    try bytes.withUnsafeBytes {
      guard let format = PictureSniffer.format(of: $0) else { return false }
      let source = try SourceOpener().open($0, format)
      return source is PNGSource || source is WebPSource || source is ProfiledSource
    }
  }

  @Test(.enabled(if: TestData.has("formats"), "needs the pictures of the test data"))
  func everyTestPictureIsTheSame() throws {
    var fast = 0
    for folder in ["formats", "hostile"] where TestData.has(folder) {
      for file in TestData.files(under: folder, extensions: ["png", "webp"]) {
        let bytes = [UInt8](try Data(contentsOf: file))
        guard !bytes.isEmpty, bytes.count < 1_000_000 else { continue }
        try expectParity(bytes, file.lastPathComponent)
        if (try? isFast(bytes)) == true { fast += 1 }
      }
    }
    #expect(fast > 60)
  }

  @Test(arguments: [(1, 1), (2, 3), (33, 31), (320, 201), (641, 487)])
  func madePicturesAreTheSame(size: (Int, Int)) throws {
    let image = Pictures.pattern(width: size.0, height: size.1)
    for bytes in [Encoders.png(image), Encoders.png(image, alpha: 77)] {
      #expect(try isFast(bytes))
      try expectParity(bytes, "\(size)")
    }
    let webp = try Thumbnail.webP(of: image, longSide: 1000)
    #expect(try isFast(webp))
    try expectParity(webp, "WebP of \(size)")
  }

  /// Pictures in wide colours, their profile applied by our own transform or by libvips.
  @Test func profiledPicturesAreTheSame() throws {
    for gamma in [1.8, 2.2] {
      let profile = Encoders.profile(gamma: gamma)
      for size in [(33, 31), (641, 487)] {
        let image = Pictures.pattern(width: size.0, height: size.1)
        for alpha in [nil, UInt8(77)] {
          let bytes = Encoders.png(image, alpha: alpha, extra: Encoders.profileChunk(profile))
          #expect(try isFast(bytes))
          try expectParity(bytes, "\(size) with gamma \(gamma)")
          #expect(
            try Pictures.fullSize(bytes) != Pictures.fullSize(Encoders.png(image, alpha: alpha)))
        }
      }
    }
    // A profile that is none is left out, by either.
    let broken = Encoders.profileChunk([UInt8](repeating: 7, count: 200))
    try expectParity(
      Encoders.png(Pictures.pattern(width: 20, height: 20), extra: broken), "a broken profile")
  }

  @Test(.enabled(if: TestData.has("captions"), "needs the photographs of the test data"))
  func profiledPhotographsAreTheSame() throws {
    var fast = 0
    for folder in ["captions", "formats", "neardup"] where TestData.has(folder) {
      for file in TestData.files(under: folder, extensions: ["jpg", "png", "webp"]) where fast < 60
      {
        let bytes = [UInt8](try Data(contentsOf: file))
        guard bytes.count < 1_000_000, (try? isProfiled(bytes)) == true else { continue }
        try expectParity(bytes, file.lastPathComponent)
        fast += 1
      }
    }
    #expect(fast > 20)
  }

  private func isProfiled(_ bytes: [UInt8]) throws -> Bool {
    try bytes.withUnsafeBytes {
      guard let format = PictureSniffer.format(of: $0) else { return false }
      return try SourceOpener().open($0, format) is ProfiledSource
    }
  }

  @Test(.enabled(if: TestData.has("formats/pngsuite"), "needs PNGSuite"))
  func cutAndChangedFilesFailAlike() throws {
    var generator = SeededGenerator(seed: 7)
    var seeds = try ["basn2c08", "basn3p04", "tbbn3p08", "basn6a08"].map {
      try Pictures.bytes("formats/pngsuite/\($0).png")
    }
    seeds.append(try Thumbnail.webP(of: Pictures.pattern(width: 60, height: 40), longSide: 60))
    for seed in seeds {
      for _ in 0..<20 {
        let cut = Array(seed.prefix(Int.random(in: 12..<seed.count, using: &generator)))
        try expectParity(cut, "cut at \(cut.count)")
        var changed = seed
        let place = Int.random(in: 12..<seed.count, using: &generator)
        changed[place] ^= UInt8.random(in: 1...255, using: &generator)
        try expectParity(changed, "changed at \(place)")
      }
    }
  }

  @Test func bombsAreNotUnpacked() throws {
    func header(_ width: UInt32, _ height: UInt32) -> [UInt8] {
      let sides = [width, height].flatMap { side in
        (0..<4).map { UInt8(truncatingIfNeeded: side >> (24 - 8 * UInt32($0))) }
      }
      return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        + Encoders.chunk("IHDR", sides + [8, 2, 0, 0, 0])
    }
    let tail = Encoders.chunk("IDAT", [0x78, 0x9C, 3, 0, 0, 0, 0, 1]) + Encoders.chunk("IEND", [])
    #expect(Pictures.fault(header(60000, 60000) + tail)?.code == "picture.too-many-pixels")
    // Few bytes cannot hold four million pixels: nothing is set aside for them.
    let claim = header(2000, 2000) + tail
    #expect(!(try isFast(claim)))
    #expect(Pictures.fault(claim)?.code == "picture.damaged")
    // Data that goes on after the last row.
    let small = Encoders.png(Pictures.pattern(width: 64, height: 64))
    var shorter = small
    shorter.replaceSubrange(0..<33, with: header(64, 8))
    try expectParity(shorter, "eight rows of sixty-four")
  }
}

extension RGBImage {
  /// The upper left part, where that lacks one row and column at most.
  fileprivate func corner(width: Int, height: Int) -> RGBImage {
    guard (0...1).contains(self.width - width), (0...1).contains(self.height - height) else {
      return self
    }
    let rows = (0..<height).flatMap {
      samples[3 * self.width * $0..<3 * (self.width * $0 + width)]
    }
    return RGBImage(width: width, height: height, samples: rows)
  }
}
