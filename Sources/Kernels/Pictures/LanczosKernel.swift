internal import CKernels
package import Core

/// Pillow's 8-bit `resize(…, LANCZOS)`, bit for bit: a horizontal pass rounded to bytes, then a
/// vertical one; a pass that would change no size is left out.
package enum LanczosKernel {
  /// O(`6 * width * height + 6 * height * newWidth`).
  package static func resized(_ plane: LumaPlane, width: Int, height: Int) -> LumaPlane {
    var result = plane
    if width != result.width {
      result = narrowed(result, LanczosTaps.cached(inputs: result.width, outputs: width))
    }
    if height != result.height {
      result = flattened(result, LanczosTaps.cached(inputs: result.height, outputs: height))
    }
    return result
  }

  private static func narrowed(_ plane: LumaPlane, _ taps: LanczosTaps) -> LumaPlane {
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

  private static func flattened(_ plane: LumaPlane, _ taps: LanczosTaps) -> LumaPlane {
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

  private static func withKernelTaps(_ taps: LanczosTaps, _ body: (semblance_taps) -> Void) {
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
