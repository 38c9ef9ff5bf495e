import Core
import Foundation
import TestSupport
import Testing

@testable import Decoding

@Suite struct MetadataTests {
  private static func agrees(_ ours: Double?, _ theirs: Any?, _ tolerance: Double = 1e-9) -> Bool {
    guard let theirs = theirs as? Double else { return true }
    // What cannot be so (an exposure of zero) is none with us.
    guard theirs > 0 || ours != nil else { return true }
    return ours.map { abs($0 - theirs) <= tolerance * max(1, abs(theirs)) } ?? false
  }

  @Test(.enabled(if: TestData.has("photos"), "needs the photographs of the test data"))
  func photographsSayWhatExifreadReads() throws {
    let expected = try Fixture.load().metadata
    var compared = 0
    for (path, fields) in expected {
      guard let picture = try? Pictures.decode(path) else { continue }
      let metadata = picture.metadata
      compared += 1
      for (key, ours) in [
        ("make", metadata.cameraMake), ("model", metadata.cameraModel),
        ("software", metadata.software),
      ] {
        if let theirs = fields[key] as? String { #expect(ours == theirs, "\(path) \(key)") }
      }
      if let theirs = fields["taken"] as? String, CameraClock.iso(theirs) != nil {
        let date = theirs.replacingOccurrences(of: ":", with: "-").prefix(10)
        #expect(
          metadata.takenLocal?.hasPrefix("\(date)T\(theirs.dropFirst(11).prefix(8))") == true,
          "\(path)")
      }
      #expect(Self.agrees(metadata.exposureTime, fields["exposure"]), "\(path)")
      #expect(Self.agrees(metadata.fNumber, fields["fNumber"]), "\(path)")
      #expect(Self.agrees(metadata.focalLength, fields["focalLength"]), "\(path)")
      #expect(Self.agrees(metadata.iso.map(Double.init), fields["iso"]), "\(path)")
      if let latitude = fields["latitude"] as? Double, latitude != 0 {
        #expect(abs((metadata.latitude ?? 999) - latitude) < 1e-9, "\(path)")
        let longitude = fields["longitude"] as? Double ?? 0
        #expect(abs((metadata.longitude ?? 999) - longitude) < 1e-9, "\(path)")
      }
      if let theirs = fields["orientation"] as? Double, (1...8).contains(theirs) {
        #expect(metadata.orientation == Int(theirs), "\(path)")
      }
    }
    #expect(compared >= 50)
  }

  @Test func xmpGivesAttributesElementsBagsAndAlternatives() {
    let packet = """
      <?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='r'>
      <!-- <dc:title>not this</dc:title> -->
      <rdf:Description rdf:about='' xmlns:dc='d' xmp:Rating="4" tiff:Make='A &amp; B &#x263A;'>
      <dc:subject><rdf:Bag><rdf:li>sea</rdf:li><rdf:li>sky &lt;blue&gt;</rdf:li></rdf:Bag></dc:subject>
      <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Shore</rdf:li></rdf:Alt></dc:title>
      <xmp:CreateDate>2024-05-01T12:34:56.789-03:30</xmp:CreateDate>
      <outer:one rdf:parseType="Resource"><inner:two>2</inner:two></outer:one>
      <self:closed thing="x > y"/>
      </rdf:Description></rdf:RDF></x:xmpmeta>
      """
    var blocks = MetadataBlocks()
    blocks.xmp = Array(packet.utf8)
    let metadata = MetadataReader(blocks).metadata()
    #expect(metadata.rating == 4)
    #expect(metadata.cameraMake == "A & B ☺")
    #expect(metadata.keywords == ["sea", "sky <blue>"])
    #expect(metadata.title == "Shore")
    #expect(metadata.takenLocal == "2024-05-01T12:34:56.789")
    #expect(metadata.takenOffsetMinutes == -210)
    let xmp = MetadataReader(blocks).xmp
    #expect(xmp?.values["outer:one/inner:two"] == ["2"])
    #expect(xmp?.values["self:closed/thing"] == ["x > y"])
    #expect(xmp?.values["xml:lang"] == nil)
  }

  @Test func iptcKnowsItsEncoding() {
    func field(_ record: UInt8, _ dataSet: UInt8, _ bytes: [UInt8]) -> [UInt8] {
      [0x1C, record, dataSet, 0, UInt8(bytes.count)] + bytes
    }
    let latin = field(2, 25, [0x4D, 0xFC, 0x6C, 0x6C]) + field(2, 25, Array("two".utf8))
    #expect(latin.withUnsafeBytes { IPTCRecords(bytes: $0)[25] } == ["Müll", "two"])
    let marked =
      field(1, 90, [0x1B, 0x25, 0x47]) + field(2, 120, Array("Größe".utf8)) + [0x1C, 2, 5, 0xFF]
    #expect(marked.withUnsafeBytes { IPTCRecords(bytes: $0)[120] } == ["Größe"])
  }

  @Test(arguments: [
    ("2024:05:01 12:34:56", "789", "+05:30", "2024-05-01T12:34:56.789", 330),
    ("2024:02:29 00:00:00", "", "Z", "2024-02-29T00:00:00", 0),
    ("2023:12:31 23:59:60", "5 ", "-12:00", "2023-12-31T23:59:60.5", -720),
  ])
  func clocksAreRead(text: String, fraction: String, offset: String, local: String, minutes: Int) {
    let reading = CameraClock.exif(text, subSeconds: fraction, offset: offset)
    #expect(reading == CameraClock.Reading(local: local, offsetMinutes: minutes))
  }

  @Test(arguments: [
    "0000:00:00 00:00:00", "    :  :     :  :  ", "2023:02:29 10:00:00", "2024:13:01 00:00:00",
    "2024:01:01 24:00:00", "", "2024", "20240101", "2024:01:0é 00:00:00",
  ])
  func impossibleDatesAreNone(text: String) { #expect(CameraClock.iso(text) == nil) }

  @Test func jsonIsSortedAndEscaped() {
    let value = MetadataJSON.Value.object([
      "b": .list([.integer(-1), .real(0.5)]), "a\"": .text("line\nbell\u{7}\\"), "Z": .real(.nan),
    ])
    #expect(
      MetadataJSON.text(of: value)
        == #"{"Z":null,"a\"":"line\nbell\u0007\\","b":[-1,0.5]}"#)
  }

  @Test func directoriesThatPointAtThemselvesEnd() {
    // One directory whose EXIF pointer, GPS pointer and next directory all are itself.
    var bytes: [UInt8] = [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 3]
    for tag: [UInt8] in [[0x01, 0x4A], [0x87, 0x69], [0x88, 0x25]] {
      bytes += tag + [0, 4, 0, 0, 0, 1, 0, 0, 0, 8]
    }
    bytes += [0, 0, 0, 8]
    bytes.withUnsafeBytes { buffer in
      #expect(TIFFStructure(bytes: buffer)?.withSubdirectories.count == 2)
      #expect(!ExifTags(bytes: buffer).isEmpty)
    }
  }

  @Test func flippedBytesNeverTrap() throws {
    var generator = SeededGenerator(seed: 7)
    let seeds: [[UInt8]] =
      TestData.has("photos")
      ? try ["photos/exif-samples/jpg/gps/DSCN0010.jpg", "photos/exif-samples/jpg/Nikon_D70.jpg"]
        .map { path in
          try Pictures.bytes(path).withUnsafeBytes { JPEGSegments.blocks(of: $0).exif ?? [] }
        } : [Array("II*\0\u{8}\0\0\0".utf8)]
    for seed in seeds {
      for _ in 0..<300 {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
          let position = Int.random(in: 0..<min(bytes.count, 1500), using: &generator)
          bytes[position] = UInt8.random(in: .min ... .max, using: &generator)
        }
        if Bool.random(using: &generator) {
          bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
        }
        var blocks = MetadataBlocks()
        (blocks.exif, blocks.xmp, blocks.iptc) = (bytes, bytes, bytes)
        let metadata = MetadataReader(blocks).metadata()
        #expect((1...8).contains(metadata.orientation))
        #expect(abs(metadata.latitude ?? 0) <= 90)
        if let json = metadata.rawJSON {
          #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.utf8)) }
        }
      }
    }
  }
}
