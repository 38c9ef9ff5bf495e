import CKernels
internal import Glibc

/// How much of a picture its lowest frequencies leave over.
enum FineDetail {
  /// The mean of 20 · log(|d| + 10⁻⁹) over the samples of a plane, where d is the plane without its
  /// frequencies −60…59 along both axes: `ifft2` of the spectrum whose centred 120 × 120 square is
  /// zero. Complex, since that square is not symmetric.
  ///
  /// The low frequencies are projected out directly, which is exact for every size. O(pixels × 61).
  ///
  /// - Precondition: both sides are at least 121.
  static func level(of gray: [UInt8], width: Int, height: Int) -> Double {
    precondition(width > 120 && height > 120 && gray.count == width * height)
    let columns = WaveTable(length: width)
    let rows = WaveTable(length: height)
    let spectrum = Spectrum(of: gray, width: width, height: height, columns, rows)
    var sum = 0.0
    var waves = [Double](repeating: 0, count: 4 * WaveTable.stride)
    gray.withUnsafeBufferPointer { gray in
      for y in 0..<height {
        spectrum.writeWaves(row: y, rows, scale: 1 / Double(width * height), into: &waves)
        sum += quality_detail_of_row(
          gray.baseAddress! + y * width, width, columns.cosines, columns.sines, waves)
      }
    }
    return 20 * sum / Double(width * height)
  }

  /// cos and sin of 2π v x / length for v = 0…60.
  private struct WaveTable {
    static let stride = Int(QUALITY_WAVE_STRIDE)
    static let waves = Int(QUALITY_WAVES)
    let length: Int
    /// `stride` values for each x of 0…length / 2, zero from wave 61 on.
    let cosines: [Double]
    let sines: [Double]

    init(length: Int) {
      self.length = length
      let turn = (0..<length).map { 2 * Double.pi * Double($0) / Double(length) }
      let (c, s) = (turn.map { cos($0) }, turn.map { sin($0) })
      var cosines = [Double](repeating: 0, count: (length / 2 + 1) * Self.stride)
      var sines = cosines
      for x in 0...length / 2 {
        for v in 0..<Self.waves {
          cosines[x * Self.stride + v] = c[v * x % length]
          sines[x * Self.stride + v] = s[v * x % length]
        }
      }
      self.cosines = cosines
      self.sines = sines
    }

    /// cos and sin of 2π v x / length for any x of 0..<length.
    func wave(_ v: Int, at x: Int) -> (cosine: Double, sine: Double) {
      if x <= length / 2 { return (cosines[x * Self.stride + v], sines[x * Self.stride + v]) }
      let mirrored = (length - x) * Self.stride + v
      return (cosines[mirrored], -sines[mirrored])
    }
  }

  /// The Fourier coefficients F(u, v) of a plane for u = −60…60 (down) and v = 0…60 (across).
  private struct Spectrum {
    private static let stride = WaveTable.stride
    private static let most = WaveTable.waves - 1
    private var real: [Double]
    private var imaginary: [Double]

    init(
      of gray: [UInt8], width: Int, height: Int, _ columns: WaveTable, _ rows: WaveTable
    ) {
      let count = (2 * Self.most + 1) * Self.stride
      var (real, imaginary) = (
        [Double](repeating: 0, count: count), [Double](repeating: 0, count: count)
      )
      var lineReal = [Double](repeating: 0, count: Self.stride)
      var lineImaginary = lineReal
      gray.withUnsafeBufferPointer { gray in
        real.withUnsafeMutableBufferPointer { real in
          imaginary.withUnsafeMutableBufferPointer { imaginary in
            for y in 0..<height {
              quality_waves_of_row(
                gray.baseAddress! + y * width, width, columns.cosines, columns.sines, &lineReal,
                &lineImaginary)
              for u in -Self.most...Self.most {
                let wave = rows.wave(abs(u), at: y)
                let place = (u + Self.most) * Self.stride
                quality_add_product(
                  wave.cosine, u < 0 ? wave.sine : -wave.sine, lineReal, lineImaginary,
                  Self.stride, real.baseAddress! + place, imaginary.baseAddress! + place)
              }
            }
          }
        }
      }
      self.real = real
      self.imaginary = imaginary
    }

    /// Writes the coefficients a and b of one row's low frequencies Σ a cos(2πvx/w) + b sin(2πvx/w):
    /// Re a, Im a, Re b, Im b, `stride` values each.
    func writeWaves(row: Int, _ rows: WaveTable, scale: Double, into waves: inout [Double]) {
      // g(v) = Σ F(u, v) e^{2πiuy/h} over u = −60…59; g(−v) comes from F(u, −v) = conj F(−u, v).
      var (right, rightI) = (
        [Double](repeating: 0, count: Self.stride), [Double](repeating: 0, count: Self.stride)
      )
      var (left, leftI) = (right, rightI)
      for u in -Self.most..<Self.most {
        let wave = rows.wave(abs(u), at: row)
        let (cosine, sine) = (wave.cosine * scale, (u < 0 ? -wave.sine : wave.sine) * scale)
        add(u, cosine, sine, &right, &rightI)
        // conj(F(−u, v)) · e^{iθ} = conj(F(−u, v) · e^{−iθ}).
        add(-u, cosine, -sine, &left, &leftI)
      }
      for v in 0..<Self.stride {
        let (lr, li) = (left[v], -leftI[v])
        // Waves beyond 60 are zero in the spectrum; +60 lies outside the square, −60 inside.
        let (pr, pi) = v == Self.most ? (0, 0) : (right[v], rightI[v])
        let (nr, ni) = v == 0 ? (0, 0) : (lr, li)
        waves[v] = pr + nr
        waves[Self.stride + v] = pi + ni
        // i (g(v) − g(−v)).
        waves[2 * Self.stride + v] = v == 0 ? 0 : -(pi - ni)
        waves[3 * Self.stride + v] = v == 0 ? 0 : pr - nr
      }
    }

    private func add(
      _ u: Int, _ cosine: Double, _ sine: Double, _ sum: inout [Double], _ sumI: inout [Double]
    ) {
      let place = (u + Self.most) * Self.stride
      real.withUnsafeBufferPointer { real in
        imaginary.withUnsafeBufferPointer { imaginary in
          quality_add_product(
            cosine, sine, real.baseAddress! + place, imaginary.baseAddress! + place, Self.stride,
            &sum, &sumI)
        }
      }
    }
  }
}
