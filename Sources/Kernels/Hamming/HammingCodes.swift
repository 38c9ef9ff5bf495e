import CKernels

/// Passes over codes as they lie in memory.
package enum HammingCodes {
  /// For each code the index of the first one equal to it.
  /// - Complexity: O(count) expected; 8 to 16 bytes a code while it runs, 4 in the result.
  package static func firstEqual(
    _ codes: UnsafeBufferPointer<UInt64>, words: Int
  ) -> [UInt32] {
    let count = codes.count / words
    guard count > 0, let base = codes.baseAddress else { return [] }
    var bits = 1
    while 1 << bits < 2 * count { bits += 1 }
    var slots = [UInt32](repeating: 0, count: 1 << bits)
    return [UInt32](unsafeUninitializedCapacity: count) { first, initialized in
      hamming_find_identical(
        base, UInt32(words), count, &slots, UInt32(bits), first.baseAddress!)
      initialized = count
    }
  }

  /// The codes with their bits moved: bit `k` of the result is bit `order[k]` of the code.
  /// - Complexity: O(count · 8 · words).
  package static func reordered(
    _ codes: UnsafeBufferPointer<UInt64>, words: Int, order: [Int]
  ) -> [UInt64] {
    precondition(order.count == 64 * words)
    guard let base = codes.baseAddress else { return [] }
    var lookup = [UInt64](repeating: 0, count: 8 * words * 256 * words)
    for (target, source) in order.enumerated() {
      for value in 0..<256 where value >> (source & 7) & 1 == 1 {
        lookup[(256 * (source >> 3) + value) * words + target >> 6] |= 1 << UInt64(target & 63)
      }
    }
    return [UInt64](unsafeUninitializedCapacity: codes.count) { output, initialized in
      hamming_permute(
        base, UInt32(words), 0, codes.count / words, lookup, output.baseAddress!)
      initialized = codes.count
    }
  }

  /// How often each key of a field occurs.
  package static func keyCounts(
    _ codes: UnsafeBufferPointer<UInt64>, words: Int, field: HammingField
  ) -> [Float] {
    var counts = [UInt32](repeating: 0, count: 1 << field.width)
    if let base = codes.baseAddress {
      hamming_count_keys(base, UInt32(words), 0, codes.count / words, field.c, &counts)
    }
    return counts.map { Float($0) }
  }

  /// How many ordered pairs of keys (a key with itself included) differ in exactly `k` bits, for
  /// k in 0…width, from how often each of the 2^width keys occurs.
  ///
  /// The histogram's Walsh–Hadamard spectrum has its energy at weight `w` weighed by the Krawtchouk
  /// polynomial K_k(w): MacWilliams' identity for the distance distribution of a code
  /// (MacWilliams, Sloane 1977, ch. 5). Exact to f32 rounding.
  /// - Complexity: O(width · 2^width), whatever the number of codes.
  package static func distanceDistribution(ofKeyCounts counts: consuming [Float]) -> [Double] {
    let width = counts.count.trailingZeroBitCount
    precondition(counts.count == 1 << width)
    var values = counts
    var energies = [Double](repeating: 0, count: width + 1)
    hamming_spectrum(&values, UInt32(width), &energies)
    let count = Double(1 << width)
    var distribution = [Double](repeating: 0, count: width + 1)
    for weight in 0...width {
      // (k + 1) K_{k+1}(w) = (n − 2w) K_k(w) − (n − k + 1) K_{k−1}(w); exact in doubles for n ≤ 32.
      var previous = 0.0
      var current = 1.0
      for distance in 0...width {
        distribution[distance] += energies[weight] * current / count
        let next =
          (Double(width - 2 * weight) * current - Double(width - distance + 1) * previous)
          / Double(distance + 1)
        (previous, current) = (current, next)
      }
    }
    return distribution.map { max(0, $0.rounded()) }
  }

  /// C(n, k), exact below 2^53.
  package static func binomial(_ n: Int, _ k: Int) -> Double {
    guard k >= 0, k <= n else { return 0 }
    var result = 1.0
    for step in 0..<min(k, n - k) { result = result * Double(n - step) / Double(step + 1) }
    return result.rounded()
  }
}
