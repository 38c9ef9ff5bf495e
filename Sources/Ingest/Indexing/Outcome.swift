import Catalogue
import Core
import Files

/// What the scan and the workers tell the writer.
enum Outcome: Sendable {
  /// A content that was decoded.
  case picture(ScannedFile, PictureRecord, ProcessedPicture)
  /// A known content whose quality was measured, and nothing else.
  case quality(ScannedFile, SHA256Digest, ImageID, MeasuredQuality)
  /// A content that the catalogue has, or that another worker is decoding.
  case copy(ScannedFile, SHA256Digest)
  /// A path whose file is, by what the file system says, the one that was known as `former`.
  case sameFile(ScannedFile, KnownFile, former: FilePath)
  /// A known file, unread, that is there again, has other marks, or whose disk has another number.
  case confirmed(ScannedFile, KnownFile)
  case failed(ScannedFile, SHA256Digest?, Fault)
  /// A file that was gone when its turn came; a later scan will tell.
  case vanished
  /// Something that makes going on pointless, such as a full disk.
  case fatal(Fault)
  /// Something that could not be listed.
  case issue(Fault)
}
