import Kernels
import TestSupport
import Testing

/// The kernels over vectors against the plain Swift beside them.
struct VectorKernelTests {
  private func vector(_ count: Int, seed: UInt64) -> [Float] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Float.random(in: -1...1, using: &random) }
  }

  @Test(arguments: [1, 2, 15, 16, 63, 64, 65, 100, 128, 512, 513, 768])
  func dot(_ count: Int) {
    let (a, b) = (vector(count, seed: 1), vector(count, seed: 2))
    #expect(VectorKernel.dot(a, b) == VectorKernel.referenceDot(a, b))
    let rows = (0..<9).flatMap { vector(count, seed: 10 + $0) }
    let positions: [UInt32] = [8, 0, 3, 3, 7]
    let expected = positions.map {
      VectorKernel.referenceDot(a, Array(rows[Int($0) * count..<(Int($0) + 1) * count]))
    }
    rows.withUnsafeBufferPointer {
      #expect(VectorKernel.dots(a, rows: $0, positions: positions) == expected)
    }
  }

  @Test(arguments: [1, 63, 64, 65, 512])
  func code(_ count: Int) {
    for seed in 0..<20 as Range<UInt64> {
      let vector = vector(count, seed: seed)
      let (code, scale) = VectorKernel.code(of: vector)
      let reference = VectorKernel.referenceCode(of: vector)
      #expect(code == reference.code && scale == reference.scale)
      for (byte, number) in zip(code, vector) {
        #expect(abs(Float(Int(byte) - 128) * scale - number) <= scale * 0.501)
      }
    }
    #expect(VectorKernel.code(of: [Float](repeating: 0, count: count)).scale == 0)
  }

  @Test(arguments: VectorPath.allCases.filter(\.isSupported), [1, 4, 5, 8, 64, 131])
  func products(_ path: VectorPath, _ count: Int) {
    let dimension = 200
    let width = VectorKernel.codeWidth(dimension: dimension)
    let codes = (0..<count).map { VectorKernel.code(of: vector(dimension, seed: UInt64($0))).code }
    // The extremes too: bytes must not saturate.
    let query = (0..<dimension).map { _ in Float(1) }
    for query in [query, vector(dimension, seed: 999)] {
      let coded = CodedQueries([query])
      let queryCode = VectorKernel.code(of: query).code
      let expected = codes.map { code in
        zip(code, queryCode).reduce(Int32(0)) {
          $0 + (Int32($1.0) - 128) * (Int32($1.1) - 128)
        }
      }
      withRows(codes, scales: codes.map { _ in 1 }, width: width) { rows in
        let all = (0..<UInt32(count)).map { $0 }
        #expect(rows.products(at: all, with: coded, query: 0, path: path) == expected)
      }
    }
  }

  @Test(arguments: VectorPath.allCases.filter(\.isSupported), [false, true])
  func scan(_ path: VectorPath, _ isListed: Bool) {
    let (count, dimension, limit) = (777, 64, 13)
    let coded = (0..<count).map { VectorKernel.code(of: vector(dimension, seed: UInt64($0))) }
    let queries = CodedQueries((0..<5).map { vector(dimension, seed: 5_000 + $0) })
    var random = SeededGenerator(seed: 4)
    let allowed = (0..<13).map { _ in random.next() }
    withRows(coded.map(\.code), scales: coded.map(\.scale), width: 64) { rows in
      for allowed in isListed ? [allowed] : [nil, allowed] {
        for range in [0..<count, 3..<3, 65..<700, 100..<101] {
          var lists = CandidateLists(queries: 5, capacity: limit)
          lists.scan(
            rows, positions: range, allowed: allowed, listed: isListed, queries: queries,
            path: path)
          for query in 0..<5 {
            let products = rows.products(
              at: range.map(UInt32.init), with: queries, query: query, path: .portable)
            let expected = zip(range, products)
              .filter { position, _ in
                allowed.map { $0[position / 64] >> UInt64(position % 64) & 1 == 1 } ?? true
              }
              .map { position, product in
                VectorCandidate(
                  similarity: coded[position].scale * Float(product), part: 7,
                  position: UInt32(position))
              }
              .sorted { ($1.similarity, $0.position) < ($0.similarity, $1.position) }
            #expect(lists.sorted(query: query) == Array(expected.prefix(limit)))
          }
        }
      }
    }
  }

  private func withRows(
    _ codes: [[UInt8]], scales: [Float], width: Int, _ body: (CodedRows) -> Void
  ) {
    codes.flatMap { $0 }.withUnsafeBytes { bytes in
      scales.withUnsafeBytes { scales in
        body(
          CodedRows(
            codes: bytes.baseAddress!, stride: width, scales: scales.baseAddress!, scaleStride: 4,
            width: width, count: codes.count, part: 7))
      }
    }
  }

  @Test(arguments: [0, 1, 7, 8, 9, 64, 1000])
  func checksum(_ count: Int) {
    var random = SeededGenerator(seed: 3)
    let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    bytes.withUnsafeBytes { whole in
      let sum = VectorKernel.checksum(whole)
      #expect(sum == VectorKernel.referenceChecksum(bytes))
      let (head, tail) = (whole[..<(count / 3)], whole[(count / 3)...])
      #expect(
        VectorKernel.checksum(
          UnsafeRawBufferPointer(rebasing: tail),
          after: VectorKernel.checksum(UnsafeRawBufferPointer(rebasing: head))) == sum)
    }
  }

  /// The check value of the CRC-32C catalogue.
  @Test func checksumOfTheCheckString() {
    Array("123456789".utf8).withUnsafeBytes { #expect(VectorKernel.checksum($0) == 0xE306_9283) }
  }

  @Test(arguments: [0, 1, 5, 40])
  func extract(_ words: Int) {
    var random = SeededGenerator(seed: UInt64(words))
    for density in 0..<4 {
      let set = (0..<words).map { _ in random.next() }
      let rows = (0..<words).map { index -> UInt64 in
        switch (density + index) % 4 {
        case 0: .max
        case 1: random.next()
        case 2: random.next() & random.next() & random.next()
        default: 0
        }
      }
      let ones = rows.reduce(0) { $0 + $1.nonzeroBitCount }
      let (bits, count) = VectorKernel.extract(set[...], at: rows, ones: ones)
      let expected = VectorKernel.referenceExtract(set, at: rows)
      let found: [Bool] = (0..<ones).map { place in
        bits[place / 64] >> UInt64(place % 64) & 1 == 1
      }
      #expect(found == expected)
      #expect(count == expected.count { $0 })
    }
  }
}
