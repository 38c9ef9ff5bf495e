#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The discrete Fourier transform of a square grid whose side is a power of 2.
enum FourierGrid {
  /// Transforms rows, then columns, in place. O(side² log side); Cooley and Tukey, *An algorithm for
  /// the machine calculation of complex Fourier series*, 1965.
  static func transform(_ real: inout [Double], _ imaginary: inout [Double], side: Int) {
    precondition(side & (side - 1) == 0 && real.count == side * side)
    let turns = (0..<side / 2).map { -2 * Double.pi * Double($0) / Double(side) }
    let (cosines, sines) = (turns.map { cos($0) }, turns.map { sin($0) })
    for row in 0..<side {
      line(&real, &imaginary, start: row * side, step: 1, side, cosines, sines)
    }
    for column in 0..<side {
      line(&real, &imaginary, start: column, step: side, side, cosines, sines)
    }
  }

  private static func line(
    _ real: inout [Double], _ imaginary: inout [Double], start: Int, step: Int, _ side: Int,
    _ cosines: [Double], _ sines: [Double]
  ) {
    var mirror = 0
    for place in 1..<side {
      var bit = side >> 1
      while mirror & bit != 0 {
        mirror ^= bit
        bit >>= 1
      }
      mirror |= bit
      if place < mirror {
        real.swapAt(start + place * step, start + mirror * step)
        imaginary.swapAt(start + place * step, start + mirror * step)
      }
    }
    var length = 2
    while length <= side {
      for block in stride(from: 0, to: side, by: length) {
        for place in 0..<length / 2 {
          let (cosine, sine) = (cosines[place * side / length], sines[place * side / length])
          let low = start + (block + place) * step
          let high = low + length / 2 * step
          let turnedReal = real[high] * cosine - imaginary[high] * sine
          let turnedImaginary = real[high] * sine + imaginary[high] * cosine
          (real[high], imaginary[high]) = (real[low] - turnedReal, imaginary[low] - turnedImaginary)
          real[low] += turnedReal
          imaginary[low] += turnedImaginary
        }
      }
      length *= 2
    }
  }
}
