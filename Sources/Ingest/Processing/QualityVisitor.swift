import Core
import Decoding
import Quality

/// Measures the quality of a picture from the rows of its one decode.
final class QualityVisitor: RowVisitor {
  private let assessor: QualityAssessor
  private var scan: QualityScan?
  private var orientation = 1

  init(_ assessor: QualityAssessor) { self.assessor = assessor }

  func begin(width: Int, height: Int, orientation: Int) {
    scan = QualityScan(width: width, height: height, assessor: assessor)
    self.orientation = orientation
  }

  func add(_ rows: UnsafeRawBufferPointer) { scan?.add(rows) }

  /// What is to be said of the picture, once it was decoded to its end.
  func report(on picture: DecodedPicture) -> QualityReport? {
    scan?.report(
      context: PictureContext(format: picture.format, metadata: picture.metadata)
    ) { $0.turned(by: orientation) }
  }
}
