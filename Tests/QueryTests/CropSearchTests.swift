import Catalogue
import Core
import TestSupport
import Testing
import Vectors

@testable import Query

/// A picture counts with the nearest of its whole and its parts.
@Suite struct CropSearchTests {
  /// Several vectors a row, each row once with its best.
  private struct SeveralIndex: VectorIndexReading {
    let space: VectorSpace
    let rows: [Int64: [[Float]]]

    var count: Int { rows.count }

    func nearest(
      to queries: [[Float]], limit: Int, within chosen: RowSet?
    ) throws(Fault) -> [[VectorMatch]] {
      queries.map { query in
        let matches = rows.compactMap { row, vectors -> VectorMatch? in
          if let chosen, !chosen.contains(row) { return nil }
          return VectorMatch(row: row, similarity: vectors.map { VectorMath.dot($0, query) }.max()!)
        }
        return Array(
          matches.sorted { ($1.similarity, $0.row) < ($0.similarity, $1.row) }.prefix(limit))
      }
    }

    func vector(of row: Int64) throws(Fault) -> [Float]? { rows[row]?.first }
    func vectors(of row: Int64) throws(Fault) -> [[Float]] { rows[row] ?? [] }
  }

  private static let space = VectorSpace(name: "crops-1", dimension: 24)

  private static func vector(_ random: inout SeededGenerator) -> [Float] {
    VectorMath.normalized((0..<24).map { _ in Float.random(in: -1...1, using: &random) })
  }

  /// Some rows have a whole picture alone, as while an index is under way.
  private static func model(seed: UInt64) -> (model: SearchModel, all: [Int64: [[Float]]]) {
    var random = SeededGenerator(seed: seed)
    var all: [Int64: [[Float]]] = [:]
    for row in 0..<150 as Range<Int64> {
      let count = Int.random(in: 0...4, using: &random)
      all[row] = (0...count).map { _ in vector(&random) }
    }
    var model = SearchModel(
      index: PlainIndex(all.mapValues { $0[0] }, space: space), version: 1)
    model.crops = SeveralIndex(
      space: space,
      rows: all.filter { $0.value.count > 1 }.mapValues { Array($0.dropFirst()) })
    return (model, all)
  }

  @Test(arguments: 0..<6 as Range<UInt64>) func theNearestOfAllPartsCounts(seed: UInt64) throws {
    let (model, all) = Self.model(seed: seed)
    var random = SeededGenerator(seed: 100 + seed)
    for limit in [1, 7, 40, 500] {
      let query = Self.vector(&random)
      let rows = RowSet(all.keys.filter { _ in Bool.random(using: &random) })
      let found = try model.nearest(to: query, limit: limit, within: rows)
      let truth = all.filter { rows.contains($0.key) }
        .map { row, parts in
          VectorMatch(row: row, similarity: parts.map { VectorMath.dot($0, query) }.max()!)
        }
        .sorted { ($1.similarity, $0.row) < ($0.similarity, $1.row) }
      #expect(found.map(\.row) == truth.prefix(limit).map(\.row))
      for (match, right) in zip(found, truth) {
        #expect(abs(match.similarity - right.similarity) < 1e-5)
        let one = try #require(try model.similarity(of: match.row, to: query))
        #expect(abs(one - match.similarity) < 1e-5)
      }
    }
    #expect(try model.similarity(of: 1_000, to: Self.vector(&random)) == nil)
  }

  /// The nearest of five vectors is nearer by chance alone, and the background knows it.
  @Test func aBankOfPartsMeasuresTheNearest() throws {
    let (model, all) = Self.model(seed: 9)
    let rows = RowSet(all.keys)
    let whole = try #require(try BackgroundBank.made(of: model, from: rows))
    let parts = try #require(try BackgroundBank.made(of: model, crops: 4, from: rows))
    #expect(whole.partCount == 1 && whole.images.count == 150)
    #expect(parts.partCount == 5 && parts.images.count == 750)
    var random = SeededGenerator(seed: 10)
    for _ in 0..<5 {
      let query = Self.vector(&random)
      let expected = Spread(
        of: all.sorted { $0.key < $1.key }.map { $0.value.map { VectorMath.dot($0, query) }.max()! }
      )
      let found = try #require(parts.background(of: query))
      #expect(abs(found.mean - expected.mean) < 1e-5)
      #expect(abs(found.deviation - expected.deviation) < 1e-5)
      #expect(try #require(whole.background(of: query)).mean < found.mean)
      // What is as near as any by chance is no better a match for having parts.
      let plain = ScoreCalibration(of: query, isText: false, bank: whole)
      let cropped = ScoreCalibration(of: query, isText: false, bank: parts)
      #expect(cropped.score(of: Float(found.mean)) < 0.1)
      #expect(plain.score(of: Float(found.mean)) > cropped.score(of: Float(found.mean)))
    }
  }
}
