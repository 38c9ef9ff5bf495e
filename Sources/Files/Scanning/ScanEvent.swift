package import Core

/// What a scan meets.
package enum ScanEvent: Sendable {
  /// A file that the options ask for.
  case picture(ScannedFile)
  /// Something that could not be listed, with its path: the scan goes on.
  case issue(Fault)
}
