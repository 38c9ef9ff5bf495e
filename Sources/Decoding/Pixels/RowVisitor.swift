/// Sees every pixel of a picture while it is decoded, without the picture being held.
package protocol RowVisitor: AnyObject {
  /// Called once, before the first row.
  ///
  /// - Parameters:
  ///   - width: of the picture as stored, at least 1.
  ///   - height: likewise.
  ///   - orientation: EXIF's 1…8: how the stored picture must be turned to be upright.
  func begin(width: Int, height: Int, orientation: Int)

  /// The next rows from the top: any number of whole rows, sRGB, three bytes a pixel. Lent for the
  /// call.
  func add(_ rows: UnsafeRawBufferPointer)
}
