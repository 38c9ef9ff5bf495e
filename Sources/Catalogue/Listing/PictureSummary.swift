package import Core

/// What a listing shows of a picture: little enough to be read for hundreds at a time.
package struct PictureSummary: Hashable, Sendable {
  package var id: ImageID
  package var ulid: ULID
  /// Of its present file that was seen first, or where none is present, of any; `nil` when no file
  /// is known any more.
  package var path: FilePath?
  /// Full size in pixels, upright.
  package var width: Int
  package var height: Int
  package var byteSize: Int64
  package var format: PictureFormat
  /// As the camera's clock showed: `2024-05-01T12:34:56`.
  package var takenLocal: String?
  package var takenOffsetMinutes: Int?
  /// When the file at `path` was changed last.
  package var modified: Timestamp?
  /// A blur of 24 bytes; may be empty.
  package var placeholder: [UInt8]
  /// 0…1.
  package var qualityScore: Double?
  /// −1 for rejected, 0…5: the person's where there is one, else the file's.
  package var rating: Int?
  package var isFavourite: Bool
  /// Present files with these bytes.
  package var fileCount: Int
  /// Whether it is in a group of copies of the latest search for duplicates.
  package var isDuplicate: Bool
  /// Kinds of quality issues that were found: `blurry`, `dark`.
  package var issues: [String]
  /// The words of the marks beside its present files, in their order.
  package var marks: [String]
}
