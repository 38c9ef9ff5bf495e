import CVips
package import Core

extension RGBImage {
  /// The image turned and mirrored as EXIF orientation 1…8 says.
  package func turned(by orientation: Int) -> RGBImage {
    guard (2...8).contains(orientation) else { return self }
    let isTurned = orientation > 4
    return made(width: isTurned ? height : width, height: isTurned ? width : height) { target in
      semblance_orient(samples, Int32(width), Int32(height), Int32(orientation), target)
    }
  }

  /// Boxes of `factor` × `factor` pixels averaged; partial boxes at the edges average what there is.
  func averaged(by factor: Int) -> RGBImage {
    guard factor > 1 else { return self }
    return made(width: (width + factor - 1) / factor, height: (height + factor - 1) / factor) {
      semblance_box_shrink(samples, Int32(width), Int32(height), Int32(factor), $0)
    }
  }

  /// The image at a smaller size, every source pixel weighted by the area that it covers. Sizes
  /// larger than the image's are cut to it.
  package func areaResized(width target: Int, height targetHeight: Int) throws(Fault) -> RGBImage {
    let (columns, rows) = (max(1, min(target, width)), max(1, min(targetHeight, height)))
    guard columns != width || rows != height else { return self }
    var succeeded = true
    let image = made(width: columns, height: rows) {
      succeeded = semblance_area_resize(
        samples, Int32(width), Int32(height), $0, Int32(columns), Int32(rows))
      if !succeeded { $0.initialize(repeating: 0, count: 3 * columns * rows) }
    }
    guard succeeded else {
      throw Fault("picture.no-memory", .runtime, "there is not enough memory to resize a picture")
    }
    return image
  }

  /// The image with its longer side at most `longSide`, its shape kept.
  func fitting(longSide: Int) throws(Fault) -> RGBImage {
    let long = max(width, height)
    guard long > longSide else { return self }
    return try areaResized(
      width: (width * longSide + long / 2) / long, height: (height * longSide + long / 2) / long)
  }

  private func made(
    width: Int, height: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Void
  ) -> RGBImage {
    let samples = [UInt8](unsafeUninitializedCapacity: 3 * width * height) { buffer, count in
      fill(buffer.baseAddress!)
      count = 3 * width * height
    }
    return RGBImage(width: width, height: height, samples: samples)
  }
}
