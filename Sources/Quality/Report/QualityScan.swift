import CKernels
package import Core

/// Judges a picture from its rows, which arrive from the top: beside its own results it holds tens of
/// rows and the reduced picture of at most a megapixel, however large the picture is.
package final class QualityScan {
  package let width: Int
  package let height: Int
  private let assessor: QualityAssessor
  private var surface: SurfaceScan?
  private var reducer: PictureReducer?
  private let scene: BrisqueScan?
  private let blocks: NiqeScan?
  private let blockRows: Int
  private var gray: [UInt8]
  private var taken = 0

  /// - Parameters:
  ///   - width: of the picture as its rows come, at least 1.
  ///   - height: likewise.
  package init(width: Int, height: Int, assessor: QualityAssessor) {
    self.width = width
    self.height = height
    self.assessor = assessor
    surface = SurfaceScan(width: width, height: height)
    reducer = PictureReducer(width: width, height: height)
    scene = assessor.brisque.map { _ in BrisqueScan(width: width, height: height) }
    let size = assessor.naturalness.flatMap { _ in
      NiqeFeatures.cropped(width: width, height: height)
    }
    blocks = size.map { NiqeScan(width: $0.width, height: $0.height) }
    blockRows = size?.height ?? 0
    gray = scene == nil && blocks == nil ? [] : [UInt8](repeating: 0, count: width)
  }

  /// Takes the next rows: whole ones, three bytes a pixel.
  package func add(_ rows: UnsafeRawBufferPointer) {
    let stride = 3 * width
    for start in Swift.stride(from: 0, to: rows.count / stride * stride, by: stride)
    where taken < height {
      let row = UnsafeRawBufferPointer(rebasing: rows[start..<start + stride])
      add(row: row.bindMemory(to: UInt8.self).baseAddress!)
    }
  }

  private func add(row rgb: UnsafePointer<UInt8>) {
    surface?.add(rgb)
    reducer?.add(rgb)
    if !gray.isEmpty {
      quality_gray_row(rgb, width, &gray)
      scene?.add(gray)
      if taken < blockRows { blocks?.add(gray) }
    }
    taken += 1
  }

  /// What is to be said, after the last row. To be asked once.
  ///
  /// - Parameter turned: brings the reduced picture upright, where the rows came as they are stored.
  package func report(
    context: PictureContext = PictureContext(), turned: (RGBImage) -> RGBImage = { $0 }
  ) -> QualityReport {
    guard let surface = surface.take(), let reducer = reducer.take(), taken == height else {
      return .empty(opinionModel: OpinionModel.standard.name)
    }
    let reduced = turned(reducer.finish())
    return assessor.report(
      surface: surface.finish(), reduced: reduced,
      scene: scene.map { $0.finish() },
      blocks: blocks.map { $0.finish() }, context: context)
  }
}
