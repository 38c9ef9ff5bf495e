/// How far a file is.
package struct DownloadProgress: Hashable, Sendable {
  /// Bytes that are there, those of earlier tries included.
  package var done: Int64
  /// `nil` while nobody knows.
  package var total: Int64?
}
