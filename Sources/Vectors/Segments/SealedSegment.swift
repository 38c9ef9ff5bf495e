import Core
import Kernels

/// Vectors that no longer change, in the order of their rows.
///
/// `N.vectors` is the truth. `N.codes` is made of it, and gives way to `N.graph`, which holds the
/// same codes and links between near ones.
final class SealedSegment: Sendable {
  static let vectorsKind: UInt64 = 1
  static let codesKind: UInt64 = 2

  let number: UInt64
  let count: Int
  let dimension: Int
  let rows: RankedRows
  /// Rows that older segments lose, besides those that are here.
  let removed: [Int64]
  let vectors: SectionFile
  /// Codes for scans; `nil` where there is a graph, which has them too.
  private let codes: SectionFile?
  let graph: GraphFile?

  var width: Int { VectorKernel.codeWidth(dimension: dimension) }

  init(
    _ number: UInt64, hasGraph: Bool, in folder: FilePath, space: VectorSpace
  ) throws(Fault) {
    self.number = number
    vectors = try SectionFile(Self.path(number, .vectors, in: folder))
    try Self.check(vectors, Self.vectorsKind, space.dimension, vectors.count)
    if hasGraph {
      codes = nil
      graph = try GraphFile(
        Self.path(number, .graph, in: folder), dimension: space.dimension, count: vectors.count)
    } else {
      let codes = try SectionFile(Self.path(number, .codes, in: folder))
      try Self.check(codes, Self.codesKind, space.dimension, vectors.count)
      (self.codes, graph) = (codes, nil)
    }
    (count, dimension) = (vectors.count, vectors.dimension)
    // Every answer goes through these: they are checked now, the vectors when they are given out.
    try vectors.check(.rows)
    try vectors.check(.removed)
    rows = vectors.withSection(.rows) { RankedRows($0.bindMemory(to: Int64.self)) }
    removed = vectors.withSection(.removed) { Array($0.bindMemory(to: Int64.self)) }
    vectors.file.adviseRandom()
  }

  private static func check(
    _ file: SectionFile, _ kind: UInt64, _ dimension: Int, _ count: Int
  ) throws(Fault) {
    guard file.kind == kind, file.dimension == dimension, file.count == count else {
      throw .damaged("this file does not belong to its segment", file.file.path)
    }
  }

  enum FileKind: String, CaseIterable { case vectors, codes, graph }

  static func path(_ number: UInt64, _ kind: FileKind, in folder: FilePath) -> FilePath {
    folder.appending("\(number).\(kind.rawValue)")
  }

  func row(at position: Int) -> Int64 {
    vectors.file.load(Int64.self, at: vectors.range(.rows).lowerBound + 8 * position)
  }

  /// Lends the codes.
  func withRows<R: ~Copyable>(part: UInt32, _ body: (CodedRows) -> R) -> R {
    if let graph { return graph.withRows(part: part, body) }
    let codes = codes!
    return codes.withSection(.codes) { bytes in
      codes.withSection(.scales) { scales in
        // A segment may be empty; its pointers are never followed.
        body(
          CodedRows(
            codes: bytes.baseAddress!, stride: width, scales: scales.baseAddress!, scaleStride: 4,
            width: width, count: count, part: part))
      }
    }
  }

  /// Dot products of the full vectors at `positions` with a query.
  func products(with query: [Float], at positions: [UInt32]) -> [Float] {
    vectors.withSection(.vectors) {
      VectorKernel.dots(query, rows: $0.bindMemory(to: Float.self), positions: positions)
    }
  }

  /// A vector, whose checksum has been looked at.
  func vector(at position: Int) throws(Fault) -> [Float] {
    try checkVector(at: position)
    let start = vectors.range(.vectors).lowerBound + 4 * dimension * position
    return vectors.file.withBytes(start..<start + 4 * dimension) {
      Array($0.bindMemory(to: Float.self))
    }
  }

  /// - Throws: `vectors.damaged` when the vector is not what was written.
  func checkVector(at position: Int) throws(Fault) {
    let start = vectors.range(.vectors).lowerBound + 4 * dimension * position
    let sum = vectors.file.withBytes(start..<start + 4 * dimension) { VectorKernel.checksum($0) }
    let expected = vectors.range(.vectorChecksums).lowerBound + 4 * position
    guard sum == vectors.file.load(UInt32.self, at: expected) else {
      let block = (start - SectionFile.headerSize) / SectionFile.blockSize
      throw .damaged(
        "the vector of row \(row(at: position)) is damaged (block \(block))", vectors.file.path)
    }
  }

  /// A line for each damaged block of a segment's files. Reads everything.
  ///
  /// - Throws: `vectors.damaged` when whole files do not belong together; `file.missing`.
  static func damage(
    _ number: UInt64, hasGraph: Bool, in folder: FilePath, space: VectorSpace
  ) throws(Fault) -> [String] {
    var lines: [String] = []
    for kind in [FileKind.vectors, hasGraph ? .graph : .codes] {
      do throws(Fault) {
        lines += try SectionFile(path(number, kind, in: folder)).damage()
      } catch {
        guard error.code == "vectors.damaged" else { throw error }
        lines.append(error.description)
      }
    }
    if lines.isEmpty { _ = try SealedSegment(number, hasGraph: hasGraph, in: folder, space: space) }
    return lines
  }
}
