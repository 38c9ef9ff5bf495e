/// Which files of a folder belong to a picture of the same stem.
package struct CompanionRules: Hashable, Sendable {
  /// Extensions of pictures that are developed already, lower-case without dot.
  package var pictureExtensions: Set<String>
  /// Extensions of camera originals. One that shares its stem with exactly one developed picture is
  /// the other half of a pair, and travels with it.
  package var rawExtensions: Set<String>
  /// Extensions of files that say something about a picture and are none themselves.
  package var sidecarExtensions: Set<String>

  package init(
    pictureExtensions: Set<String> = Self.usualPictures,
    rawExtensions: Set<String> = Self.usualRAWs,
    sidecarExtensions: Set<String> = Self.usualSidecars
  ) {
    self.pictureExtensions = pictureExtensions
    self.rawExtensions = rawExtensions
    self.sidecarExtensions = sidecarExtensions
  }

  package static let usualPictures: Set<String> = [
    "jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "tif", "tiff", "webp", "heic", "heif", "hif",
    "avif", "jxl",
  ]

  package static let usualRAWs: Set<String> = [
    "3fr", "ari", "arw", "cr2", "cr3", "crw", "dcr", "dng", "erf", "fff", "iiq", "kdc", "mef",
    "mos", "mrw", "nef", "nrw", "orf", "pef", "raf", "raw", "rw2", "rwl", "sr2", "srf", "srw",
    "x3f",
  ]

  /// Text, settings of RAW developers, flags, and the thumbnails that cameras put beside RAWs.
  package static let usualSidecars: Set<String> = [
    "yaml", "yml", "json", "txt", "xmp", "caption", "cropped", "aae", "pp3", "dop", "thm",
  ]
}
