/// What EXIF, XMP and IPTC say of a picture, normalised. Every field is `nil` (or empty) when the
/// file does not say it, or says something that cannot be so.
package struct PictureMetadata: Hashable, Sendable {
  package var cameraMake: String?
  package var cameraModel: String?
  package var lensModel: String?
  package var software: String?
  /// Seconds.
  package var exposureTime: Double?
  package var fNumber: Double?
  package var iso: Int?
  /// Millimetres.
  package var focalLength: Double?
  /// When the picture was taken, as its clock showed: `2024-05-01T12:34:56.789`, sub-seconds only
  /// when recorded.
  package var takenLocal: String?
  /// The clock's offset from UTC in minutes, when recorded.
  package var takenOffsetMinutes: Int?
  /// Degrees, −90…90.
  package var latitude: Double?
  /// Degrees, −180…180.
  package var longitude: Double?
  /// Metres above sea level.
  package var altitude: Double?
  /// EXIF orientation 1…8 as stored; 1 when absent.
  package var orientation: Int = 1
  /// Stars, 0…5 (−1: rejected).
  package var rating: Int?
  package var title: String?
  package var caption: String?
  package var keywords: [String] = []
  /// Every tag that was read, as one JSON object (`{"exif": {…}, "xmp": {…}, "iptc": {…}}`), keys
  /// sorted; `nil` when there is none.
  package var rawJSON: String?

  package init() {}

  /// How many of the fields that people care about are there; used to prefer the copy that kept
  /// its metadata.
  package var richness: Int {
    var count = keywords.isEmpty ? 0 : 1
    for present in [
      cameraMake != nil, cameraModel != nil, lensModel != nil, exposureTime != nil, fNumber != nil,
      iso != nil, focalLength != nil, takenLocal != nil, latitude != nil, rating != nil,
      title != nil, caption != nil,
    ] where present { count += 1 }
    return count
  }
}
