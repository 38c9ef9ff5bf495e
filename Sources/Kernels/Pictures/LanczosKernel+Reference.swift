package import Core

extension LanczosKernel {
  /// One horizontal pass of `resized(_:width:height:)`, tap by tap.
  package static func referenceNarrowed(_ plane: LumaPlane, to width: Int) -> LumaPlane {
    if plane.width == width { return plane }
    let taps = ResamplingTaps(.lanczos, inputs: plane.width, outputs: width, rotating: false)
    var samples: [UInt8] = []
    for row in 0..<plane.height {
      for output in 0..<width {
        var sum: Int32 = 1 << 21
        for tap in 0..<Int(taps.counts[output]) {
          let sample = plane.samples[row * plane.width + Int(taps.starts[output]) + tap]
          sum += Int32(sample) * taps.weights[output * taps.stride + tap]
        }
        samples.append(UInt8(clamping: sum >> 22))
      }
    }
    return LumaPlane(width: width, height: plane.height, samples: samples)
  }

  /// `resized(_:width:height:)` for a plane that is not far taller than wide.
  package static func referenceResized(_ plane: LumaPlane, width: Int, height: Int) -> LumaPlane {
    let narrowed = referenceNarrowed(plane, to: width)
    return transposed(referenceNarrowed(transposed(narrowed), to: height))
  }

  private static func transposed(_ plane: LumaPlane) -> LumaPlane {
    let samples = (0..<plane.samples.count).map {
      plane.samples[$0 % plane.height * plane.width + $0 / plane.height]
    }
    return LumaPlane(width: plane.height, height: plane.width, samples: samples)
  }
}
