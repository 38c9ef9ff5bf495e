import Foundation
import Glibc
import Testing

/// Facts that files claim of themselves and that no camera and no clock would give them.
@Suite struct HostileFactsTests {
  private let semblance: Semblance

  init() throws { semblance = try Semblance() }

  /// File systems hold times that do not fit into 64 bits of nanoseconds.
  @Test func filesFromOtherCenturiesAreIndexedAndPutBackAsTheyWere() throws {
    for (name, year) in [("one", 2400), ("two", 2401), ("ancient", 1902)] {
      let picture = Pictures.bitmap(seed: name == "ancient" ? 2 : 1)
      try Pictures.write(picture, to: name + ".bmp", in: semblance.pictures)
      let time = timespec(tv_sec: (year - 1970) * 31_556_952, tv_nsec: 0)
      let path = semblance.pictures.appending(path: name + ".bmp").path
      #expect(utimensat(AT_FDCWD, path, [time, time], 0) == 0)
    }
    func seconds() throws -> [String: Int] {
      var found: [String: Int] = [:]
      for name in try FileManager.default.contentsOfDirectory(atPath: semblance.pictures.path) {
        var status = stat()
        #expect(stat(semblance.pictures.appending(path: name).path, &status) == 0)
        found[name] = status.st_mtim.tv_sec
      }
      return found
    }
    let before = try seconds()
    let first = try semblance.run("index", semblance.pictures.path)
    #expect(first.code == 0 && first.text.contains("2  indexed"), "\(first.text)")
    let second = try semblance.run("index", semblance.pictures.path)
    #expect(second.text.contains("3  unchanged"), "\(second.text)")
    #expect(try semblance.run("duplicates").code == 0)
    #expect(try semblance.run("stage", "--yes").code == 0)
    #expect(try seconds().count == 2)
    #expect(try semblance.run("undo").code == 0)
    #expect(try seconds() == before)
  }

  /// A WebP whose XMP says that it was exposed for 1e-300 seconds.
  @Test func impossibleExposuresAreShown() throws {
    let packet = """
      <x:xmpmeta xmlns:x="adobe:ns:meta/">
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:ExposureTime="1e-300"
        exif:FNumber="1e300" exif:FocalLength="1/1e-300"/></rdf:RDF></x:xmpmeta>
      """
    let simple = [UInt8](try Pictures.resaved(seed: 4))
    func chunk(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
      let count = UInt32(bytes.count)
      return Array(name.utf8) + (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + bytes
        + [UInt8](repeating: 0, count: bytes.count % 2)
    }
    // 240 × 180, with XMP: the extended form of the container (RFC 9649, § 2.7).
    let header = chunk("VP8X", [4, 0, 0, 0, 239, 0, 0, 179, 0, 0])
    let body = header + simple[12...] + chunk("XMP ", Array(packet.utf8))
    let file = chunk("RIFF", Array("WEBP".utf8) + body)
    try Pictures.write(Data(file), to: "fast.webp", in: semblance.pictures)
    #expect(try semblance.run("index", semblance.pictures.path).code == 0)
    let shown = try semblance.run("show", semblance.pictures.appending(path: "fast.webp").path)
    #expect(shown.code == 0 && shown.text.contains("exposure"), "\(shown.text) \(shown.errors)")
  }
}
