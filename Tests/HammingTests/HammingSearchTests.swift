import Core
import Kernels
import TestSupport
import Testing

@testable import Hamming

@Suite("Hamming searches find exactly the pairs within the radius")
struct HammingSearchTests {
  private func check<Code: RandomCode>(
    _: Code.Type, _ collection: CodeCollection, count: Int, seed: UInt64, radii: [Int],
    fieldCounts: [Int?]
  ) {
    let codes = collection.codes(Code.self, count: count, seed: seed)
    for radius in radii {
      let truth = BruteForce(codes).pairs(within: radius)
      for fieldCount in fieldCounts {
        let options = SearchOptions(threads: 1 + Int(seed % 3), fieldCount: fieldCount)
        let found = MultiIndex(codes, options: options).pairs(within: radius)
        #expect(
          found == truth,
          "\(collection), \(Code.bitCount) bits, radius \(radius), \(fieldCount ?? 0) fields")
      }
    }
  }

  @Test("brute force is the definition", arguments: CodeCollection.allCases)
  func truth(collection: CodeCollection) {
    for count in [0, 1, 2, 3, 100] {
      let short = collection.codes(Hash64.self, count: count, seed: 7)
      let long = collection.codes(Hash256.self, count: count, seed: 7)
      for radius in [0, 1, 2, 5, 6, 10, 16, 31, 40, 56, 64, 128, 256] {
        #expect(BruteForce(short).pairs(within: radius) == definedPairs(short, within: radius))
        #expect(BruteForce(long).pairs(within: radius) == definedPairs(long, within: radius))
      }
    }
    #expect(BruteForce([Hash64(bits: 1), Hash64(bits: 1)]).pairs(within: -1) == [])
    #expect(MultiIndex([Hash64(bits: 1), Hash64(bits: 1)]).pairs(within: -1) == [])
  }

  @Test("the index finds what brute force finds", arguments: CodeCollection.allCases)
  func parity(collection: CodeCollection) {
    for (seed, count) in [0, 1, 2, 90, 250].enumerated() {
      let seed = UInt64(seed)
      check(
        Hash64.self, collection, count: count, seed: seed, radii: [0, 1, 2, 5, 6, 10, 16],
        fieldCounts: [5, 7])
      check(
        Hash256.self, collection, count: count, seed: seed, radii: [0, 5, 31, 56, 64],
        fieldCounts: [23])
    }
    for seed in 5..<8 as Range<UInt64> {
      check(Hash64.self, collection, count: 700, seed: seed, radii: [6], fieldCounts: [nil, 4, 6])
      check(Hash256.self, collection, count: 700, seed: seed, radii: [40], fieldCounts: [nil, 19])
    }
  }

  @Test("radii up to the code's length")
  func wideRadii() {
    check(Hash64.self, .planted, count: 200, seed: 3, radii: [31, 40, 64], fieldCounts: [nil, 8])
    check(Hash256.self, .planted, count: 200, seed: 3, radii: [128, 256], fieldCounts: [nil, 32])
  }

  @Test("twenty thousand codes, planned by cost")
  func large() {
    check(
      Hash64.self, .planted, count: 20_000, seed: 11, radii: [6, 10], fieldCounts: [nil, 5])
    check(
      Hash256.self, .planted, count: 20_000, seed: 12, radii: [31, 40], fieldCounts: [nil, 20])
    check(Hash256.self, .oneConstantField, count: 20_000, seed: 13, radii: [40], fieldCounts: [nil])
  }

  @Test("queries against a collection", arguments: CodeCollection.allCases)
  func crossJoin(collection: CodeCollection) {
    let codes = collection.codes(Hash256.self, count: 150, seed: 21)
    let queries = collection.codes(Hash256.self, count: 250, seed: 22) + codes.prefix(9)
    for radius in [0, 10, 40, 90] {
      var expected: [HammingMatch] = []
      for (query, code) in queries.enumerated() {
        for (index, other) in codes.enumerated() where code.distance(to: other) <= radius {
          expected.append(
            HammingMatch(
              query: Int32(query), index: Int32(index),
              distance: UInt16(code.distance(to: other))))
        }
      }
      #expect(BruteForce(codes).matches(of: queries, within: radius) == expected)
      for fieldCount in [nil, 16, 19] {
        let index = MultiIndex(codes, options: SearchOptions(fieldCount: fieldCount))
        #expect(index.matches(of: queries, within: radius) == expected)
      }
    }
    #expect(MultiIndex(codes).matches(of: [], within: 10).isEmpty)
    #expect(MultiIndex<Hash256>([]).matches(of: queries, within: 10).isEmpty)
  }

  @Test("neighbours of one code, by index")
  func neighbours() {
    let codes = CodeCollection.clustered.codes(Hash64.self, count: 1000, seed: 31)
    for radius in [0, 5, 20] {
      let expected = codes.indices.filter { codes[$0].distance(to: codes[17]) <= radius }.map {
        HammingNeighbour(index: Int32($0), distance: UInt16(codes[$0].distance(to: codes[17])))
      }
      #expect(BruteForce(codes).neighbours(of: codes[17], within: radius) == expected)
      #expect(MultiIndex(codes).neighbours(of: codes[17], within: radius) == expected)
    }
  }

  @Test("every instruction set gives the same pairs", arguments: HammingKernelTests.paths)
  func paths(path: HammingPath) {
    let codes = CodeCollection.planted.codes(Hash256.self, count: 3000, seed: 41)
    let options = SearchOptions(path: path)
    #expect(
      MultiIndex(codes, options: options).pairs(within: 40)
        == BruteForce(codes).pairs(within: 40))
  }

  @Test("pairs stream in one order, whatever the number of threads")
  func order() throws {
    let codes = CodeCollection.clustered.codes(Hash256.self, count: 3000, seed: 51)
    var orders: [[HammingPair]] = []
    for threads in [1, 2, 5] {
      var order: [HammingPair] = []
      let options = SearchOptions(threads: threads, fieldCount: 16)
      try MultiIndex(codes, options: options).forEachPair(within: 30) { order.append($0) }
      orders.append(order)
    }
    #expect(orders[0].count > 100_000)
    #expect(orders[0] == orders[1])
    #expect(orders[0] == orders[2])
  }

  @Test("a hundred thousand copies of one code are streamed, and stop when told")
  func copies() throws {
    struct Enough: Error {}
    let codes = CodeCollection.constant.codes(Hash256.self, count: 100_000, seed: 61)
    var visited = 0
    #expect(throws: Enough.self) {
      try MultiIndex(codes).forEachPair(within: 31) { _ in
        visited += 1
        if visited == 1000 { throw Enough() }
      }
    }
    #expect(visited == 1000)
  }

  @Test("a flood of pairs that are not identical stops when told", arguments: [1, 2, 4])
  func flood(threads: Int) throws {
    struct Enough: Error {}
    let codes = (0..<40_000).map { Hash64(bits: UInt64($0)) }
    var visited = 0
    #expect(throws: Enough.self) {
      try MultiIndex(codes, options: SearchOptions(threads: threads)).forEachPair(within: 16) { _ in
        visited += 1
        if visited == 200_000 { throw Enough() }
      }
    }
    #expect(visited == 200_000)
  }

  @Test("a raised token cancels")
  func cancellation() {
    let codes = CodeCollection.planted.codes(Hash64.self, count: 20_000, seed: 71)
    let token = CancellationToken()
    token.cancel()
    for threads in [1, 2] {
      let options = SearchOptions(threads: threads)
      #expect(throws: Cancelled.self) {
        try MultiIndex(codes, options: options).forEachPair(within: 6, cancellation: token) { _ in }
      }
      #expect(throws: Cancelled.self) {
        try BruteForce(codes, options: options).forEachMatch(
          of: codes, within: 6, cancellation: token
        ) { _ in }
      }
    }
  }

  @Test("identical codes are one class, in order of first occurrence")
  func classes() {
    let codes = [3, 1, 3, 2, 1, 3].map { Hash64(bits: $0) }
    let classes = IdenticalCodes(codes)
    #expect(classes.codes.map(\.bits) == [3, 1, 2])
    #expect((0..<3).map { Array(classes.members(of: $0)) } == [[0, 2, 5], [1, 4], [3]])
  }

  @Test("the search of a size gives the same pairs")
  func choice() {
    for count in [10, 9000] {
      let codes = CodeCollection.planted.codes(Hash64.self, count: count, seed: 81)
      #expect(
        hammingSearch(codes, within: 6).pairs(within: 6) == BruteForce(codes).pairs(within: 6))
    }
    #expect(hammingSearch([Hash64(bits: 1)], within: 6) is BruteForce<Hash64>)
    let many = CodeCollection.planted.codes(Hash64.self, count: 9000, seed: 81)
    #expect(hammingSearch(many, within: 6) is MultiIndex<Hash64>)
  }
}
