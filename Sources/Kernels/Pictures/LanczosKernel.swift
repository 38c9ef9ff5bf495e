internal import CKernels
package import Core

/// Pillow's 8-bit `resize(…, LANCZOS)`, bit for bit: a horizontal and a vertical pass, each rounded
/// to bytes; a pass that would change no size is left out.
package enum LanczosKernel {
  /// O(`6 * width * height + 6 * height * newWidth`), or the same with the sides exchanged.
  package static func resized(_ plane: LumaPlane, width: Int, height: Int) -> LumaPlane {
    // Pillow 13 takes the vertical pass first where the height shrinks by more than twice what the
    // width does; older releases never. Only pictures far taller than wide can differ, by ±1 grey
    // level of the small picture.
    let lostHeight = plane.height - height
    if lostHeight > 0 && lostHeight > 2 * max(plane.width - width, 0) {
      return narrowed(flattened(plane, to: height), to: width)
    }
    return flattened(narrowed(plane, to: width), to: height)
  }

  private static func narrowed(_ plane: LumaPlane, to width: Int) -> LumaPlane {
    if plane.width == width { return plane }
    let taps = ResamplingTaps.cached(.lanczos, inputs: plane.width, outputs: width)
    let count = taps.outputs * plane.height
    let samples = [UInt8](unsafeUninitializedCapacity: count) { output, initialised in
      initialised = count
      withKernelTaps(taps) { taps in
        plane.samples.withUnsafeBufferPointer {
          semblance_filter_rows(
            $0.baseAddress!, plane.width, plane.height, taps, output.baseAddress!)
        }
      }
    }
    return LumaPlane(width: taps.outputs, height: plane.height, samples: samples)
  }

  private static func flattened(_ plane: LumaPlane, to height: Int) -> LumaPlane {
    if plane.height == height { return plane }
    let taps = ResamplingTaps.cached(.lanczos, inputs: plane.height, outputs: height)
    let count = plane.width * taps.outputs
    let samples = [UInt8](unsafeUninitializedCapacity: count) { output, initialised in
      initialised = count
      withKernelTaps(taps) { taps in
        plane.samples.withUnsafeBufferPointer {
          semblance_filter_columns($0.baseAddress!, plane.width, taps, output.baseAddress!)
        }
      }
    }
    return LumaPlane(width: plane.width, height: taps.outputs, samples: samples)
  }

  private static func withKernelTaps(_ taps: ResamplingTaps, _ body: (semblance_taps) -> Void) {
    taps.weights.withUnsafeBufferPointer { weights in
      taps.starts.withUnsafeBufferPointer { starts in
        taps.counts.withUnsafeBufferPointer { counts in
          body(
            semblance_taps(
              weights: weights.baseAddress!, starts: starts.baseAddress!,
              counts: counts.baseAddress!, stride: taps.stride, outputs: taps.outputs))
        }
      }
    }
  }
}
