import Core
import Kernels
import TestSupport
import Testing

@testable import Hamming

@Suite("Hamming kernels say what the Swift reference says")
struct HammingKernelTests {
  static let paths = HammingPath.allCases.filter(\.isSupported)

  private func table<Code: HammingCode>(
    _ codes: [Code], orderedBy field: HammingField? = nil, parts: Int = 1
  ) -> HammingTable {
    codes.withWords {
      HammingTable(codes: $0, words: Code.wordCount, orderedBy: field, parts: parts)
    }
  }

  private func collect(_ join: (HammingKernel.Body) -> Void) -> Set<HammingHit> {
    var hits: [HammingHit] = []
    join { run in
      hits.append(contentsOf: run)
      return true
    }
    let set = Set(hits)
    #expect(set.count == hits.count, "a hit came twice")
    return set
  }

  private func collect(_ join: ((HammingHit) -> Void) -> Void) -> Set<HammingHit> {
    var hits: Set<HammingHit> = []
    join { hits.insert($0) }
    return hits
  }

  private func checkRanges<Code: RandomCode>(_: Code.Type, _ path: HammingPath) {
    for radius in [0, 3, Code.bitCount / 8, Code.bitCount / 4, Code.bitCount / 2, Code.bitCount] {
      let left = table(CodeCollection.planted.codes(Code.self, count: 75, seed: 1))
      let right = table(CodeCollection.planted.codes(Code.self, count: 131, seed: 1))
      let kernel = HammingKernel(radius: radius, path: path)
      let reference = HammingReference(radius: radius)
      for (rows, columns) in [
        (0..<75, 0..<131), (3..<4, 0..<33), (0..<75, 98..<131), (5..<9, 7..<8), (0..<2, 1..<25),
      ] {
        #expect(
          collect { kernel.joinRectangle(left, rows: rows, right, columns: columns, $0) }
            == collect { reference.joinRectangle(left, rows: rows, right, columns: columns, $0) })
      }
      for rows in [0..<131, 0..<1, 130..<131, 40..<73, 64..<96] {
        #expect(
          collect { kernel.joinStrip(right, rows: rows, $0) }
            == collect { reference.joinStrip(right, rows: rows, $0) })
      }
    }
  }

  @Test("rectangles and strips of every length", arguments: paths)
  func ranges(path: HammingPath) {
    checkRanges(Hash64.self, path)
    checkRanges(Hash256.self, path)
  }

  private func checkBuckets<Code: RandomCode>(_: Code.Type, _ path: HammingPath) {
    for collection in [CodeCollection.planted, .clustered, .lowEntropy] {
      let codes = collection.codes(Code.self, count: 300, seed: 2)
      let queries = collection.codes(Code.self, count: 90, seed: 3)
      for field in [
        HammingField(offset: 0, width: 5, threshold: 1),
        HammingField(offset: Code.bitCount - 9, width: 9, threshold: 2),
        HammingField(offset: Code.bitCount == 64 ? 30 : 60, width: 7, threshold: 0),
      ] {
        let earlier = [HammingField(offset: 10, width: 12, threshold: 3)]
        let masks = HammingMasks(width: field.width, weight: field.threshold)
        let own = table(codes, orderedBy: field, parts: 3)
        let other = table(queries, orderedBy: field)
        let kernel = HammingKernel(radius: Code.bitCount / 4, earlier: earlier, path: path)
        let reference = HammingReference(radius: Code.bitCount / 4, earlier: earlier)
        for left in [own, other] {
          let all = 0..<own.bucketCount
          #expect(
            collect { kernel.joinBuckets(left, own, masks: masks, buckets: all, $0) }
              == collect { reference.joinBuckets(left, own, masks: masks, buckets: all, $0) })
        }
      }
    }
  }

  @Test("buckets, with pairs of earlier fields left out", arguments: paths)
  func buckets(path: HammingPath) {
    checkBuckets(Hash64.self, path)
    checkBuckets(Hash256.self, path)
  }

  @Test("a join ends where its body says so")
  func ends() {
    let table = table(CodeCollection.constant.codes(Hash64.self, count: 2000, seed: 1))
    var runs = 0
    HammingKernel(radius: 0).joinStrip(table, rows: 0..<2000) { _ in
      runs += 1
      return runs < 3
    }
    #expect(runs == 3)
  }

  @Test(
    "a table is a stable counting sort, however many parts it is made in", arguments: [1, 2, 7])
  func sorting(parts: Int) {
    let codes = CodeCollection.lowEntropy.codes(Hash256.self, count: 1000, seed: 9)
    let field = HammingField(offset: 58, width: 12, threshold: 0)
    let table = table(codes, orderedBy: field, parts: parts)
    let keys = codes.map { code in
      [code.a, code.b, code.c, code.d].withUnsafeBufferPointer { field.key(of: $0.baseAddress!) }
    }
    let expected = codes.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    #expect((0..<1000).map(table.id(at:)) == expected)
    for bucket in 0..<table.bucketCount {
      for position in table.bucket(bucket) {
        #expect(keys[table.id(at: position)] == UInt32(bucket))
      }
    }
  }

  @Test("masks are all those of the weight, in runs of one highest bit")
  func masks() {
    for width in 1...10 {
      for weight in 0...4 {
        let masks = HammingMasks(width: width, weight: weight)
        #expect(
          masks.masks == (1..<UInt32(1 << width)).filter { $0.nonzeroBitCount <= weight })
        for bit in 0..<width {
          for index in masks.groups[bit]..<masks.groups[bit + 1] {
            #expect(31 - masks.masks[Int(index)].leadingZeroBitCount == bit)
          }
        }
        #expect(Int(masks.groups[width]) == masks.masks.count)
      }
    }
  }

  @Test("the distance distribution is that of counting")
  func distribution() {
    let codes = CodeCollection.clustered.codes(Hash64.self, count: 400, seed: 4)
    let field = HammingField(offset: 20, width: 9, threshold: 0)
    let keys = codes.map { code in withUnsafePointer(to: code.bits) { field.key(of: $0) } }
    var counted = [Double](repeating: 0, count: 10)
    for a in keys { for b in keys { counted[(a ^ b).nonzeroBitCount] += 1 } }
    let counts = codes.withWords { HammingCodes.keyCounts($0, words: 1, field: field) }
    #expect(HammingCodes.distanceDistribution(ofKeyCounts: counts) == counted)
  }

  @Test("reordering moves bits and keeps distances")
  func reordering() {
    let codes = CodeCollection.planted.codes(Hash256.self, count: 50, seed: 5)
    var random = SeededGenerator(seed: 6)
    let order = (0..<256).shuffled(using: &random)
    let moved = codes.withWords { HammingCodes.reordered($0, words: 4, order: order) }
    for (index, code) in codes.enumerated() {
      for bit in 0..<256 {
        let source = code.words[order[bit] >> 6] >> UInt64(order[bit] & 63) & 1
        #expect(moved[4 * index + bit >> 6] >> UInt64(bit & 63) & 1 == source)
      }
    }
  }
}
