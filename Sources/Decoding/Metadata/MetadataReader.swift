import Core

/// Makes ``PictureMetadata`` of the blocks that a file carries. Where several say the same thing, XMP
/// is believed for what people write (title, caption, keywords, rating) and EXIF for what the camera
/// measured (Metadata Working Group guidelines 2.0).
struct MetadataReader {
  let exif: ExifTags?
  let xmp: XMPPacket?
  let iptc: IPTCRecords?
  let texts: [(key: String, value: String)]

  /// Reads the blocks; `exif` may be read already, for files that are TIFF themselves.
  init(_ blocks: MetadataBlocks, exif tags: ExifTags? = nil) {
    exif = tags ?? blocks.exif.map { $0.withUnsafeBytes { ExifTags(bytes: $0) } }
    xmp = blocks.xmp.map { $0.withUnsafeBytes { XMPPacket(bytes: $0) } }
    iptc = blocks.iptc.map { $0.withUnsafeBytes { IPTCRecords(bytes: $0) } }
    texts = blocks.texts
  }

  /// 1…8; 1 when it is absent or impossible.
  var orientation: Int {
    let stored =
      exif?.image[0x0112]?.integer ?? xmp?.first("tiff:Orientation").flatMap { Int($0) } ?? 1
    return (1...8).contains(stored) ? stored : 1
  }

  func metadata() -> PictureMetadata {
    var metadata = PictureMetadata()
    metadata.orientation = orientation
    readCamera(into: &metadata)
    readTime(into: &metadata)
    readPosition(into: &metadata)
    readWords(into: &metadata)
    metadata.rawJSON = rawJSON
    return metadata
  }

  private func readCamera(into metadata: inout PictureMetadata) {
    metadata.cameraMake = exif?.image[0x010F]?.text ?? xmp?.first("tiff:Make")
    metadata.cameraModel = exif?.image[0x0110]?.text ?? xmp?.first("tiff:Model")
    metadata.lensModel =
      exif?.photo[0xA434]?.text ?? xmp?.first("exifEX:LensModel", "aux:Lens", "aux:LensModel")
    metadata.software = exif?.image[0x0131]?.text ?? xmp?.first("xmp:CreatorTool", "tiff:Software")
    metadata.exposureTime = positive(
      exif?.photo[0x829A]?.number ?? fraction(xmp?.first("exif:ExposureTime")))
    metadata.fNumber = positive(exif?.photo[0x829D]?.number ?? fraction(xmp?.first("exif:FNumber")))
    metadata.focalLength = positive(
      exif?.photo[0x920A]?.number ?? fraction(xmp?.first("exif:FocalLength")))
    let iso =
      exif?.photo[0x8827]?.integer
      ?? xmp?.first("exif:ISOSpeedRatings", "exifEX:PhotographicSensitivity").flatMap { Int($0) }
    // 65535 stands for "more than two bytes hold"; the recommended index then has the number.
    let exact = iso == 65535 ? exif?.photo[0x8832]?.integer ?? iso : iso
    metadata.iso = exact.flatMap { $0 > 0 ? $0 : nil }
  }

  private func readTime(into metadata: inout PictureMetadata) {
    func reading(_ date: UInt16, _ fraction: UInt16, _ offset: UInt16) -> CameraClock.Reading? {
      exif?.photo[date]?.text.flatMap {
        CameraClock.exif(
          $0, subSeconds: exif?.photo[fraction]?.text,
          offset: exif?.photo[offset]?.text)
      }
    }
    let taken =
      reading(0x9003, 0x9291, 0x9011)
      ?? xmp?.first("exif:DateTimeOriginal", "photoshop:DateCreated").flatMap(CameraClock.iso)
      ?? reading(0x9004, 0x9292, 0x9012)
      ?? xmp?.first("xmp:CreateDate").flatMap(CameraClock.iso)
    metadata.takenLocal = taken?.local
    metadata.takenOffsetMinutes = taken?.offsetMinutes
  }

  private func readPosition(into metadata: inout PictureMetadata) {
    guard let tags = exif?.position, !tags.isEmpty else { return }
    let latitude = degrees(tags[0x0002], tags[0x0001], negative: "S", limit: 90)
    let longitude = degrees(tags[0x0004], tags[0x0003], negative: "W", limit: 180)
    // Half a position is none; and devices without a fix write exactly 0, 0.
    if let latitude, let longitude, latitude != 0 || longitude != 0 {
      metadata.latitude = latitude
      metadata.longitude = longitude
    }
    if let height = tags[0x0006]?.number, height.isFinite {
      metadata.altitude = tags[0x0005]?.integer == 1 ? -height : height
    }
  }

  private func readWords(into metadata: inout PictureMetadata) {
    metadata.title = xmp?.first("dc:title") ?? iptc?[5].first ?? exif?.image[0x9C9B]?.text
    metadata.caption =
      xmp?.first("dc:description") ?? iptc?[120].first ?? exif?.image[0x010E]?.text
      ?? exif?.image[0x9C9C]?.text
    let rating =
      xmp?.first("xmp:Rating").flatMap(Double.init).flatMap { Int(exactly: $0.rounded()) }
      ?? exif?.image[0x4746]?.integer
    metadata.rating = rating.flatMap { (-1...5).contains($0) ? $0 : nil }
    let windows = exif?.image[0x9C9E]?.text?.split(separator: ";") ?? []
    let all =
      (xmp?.values["dc:subject"] ?? []) + (iptc?[25] ?? [])
      + windows.map { LegacyText.trimmed($0) }
    var seen: Set<String> = []
    metadata.keywords = all.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  private func positive(_ number: Double?) -> Double? {
    number.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
  }

  /// XMP writes rationals as `1/250`.
  private func fraction(_ text: String?) -> Double? {
    guard let parts = text?.split(separator: "/"), let top = parts.first.flatMap({ Double($0) })
    else { return nil }
    guard parts.count == 2 else { return top }
    return Double(parts[1]).flatMap { $0 == 0 ? nil : top / $0 }
  }

  private func degrees(
    _ value: ExifValue?, _ reference: ExifValue?, negative: Character, limit: Double
  ) -> Double? {
    guard let parts = value?.numbers, !parts.isEmpty, parts.allSatisfy({ $0 >= 0 }) else {
      return nil
    }
    let sum = zip(parts, [1.0, 60, 3600]).reduce(0) { $0 + $1.0 / $1.1 }
    guard sum.isFinite, sum <= limit else { return nil }
    return reference?.text?.uppercased().first == negative ? -sum : sum
  }
}
