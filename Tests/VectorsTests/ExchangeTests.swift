import Core
import Foundation
import TestSupport
import Testing
import Vectors

/// Vectors out and in again.
@Suite struct ExchangeTests {
  private static let space = VectorSpace(name: "test-1", dimension: 24)

  private func index(_ folder: TemporaryFolder, several: Bool) throws -> VectorIndex {
    try VectorIndex(
      at: folder.path.appending("index"), space: Self.space,
      options: VectorIndexOptions(allowsSeveral: several, logLimit: 64))
  }

  private func contents(_ index: VectorIndex) throws -> [Int64: [[Float]]] {
    var vectors: [Int64: [[Float]]] = [:]
    try index.snapshot().forEachVector { vectors[$0, default: []].append($1) }
    return vectors
  }

  private func filled(_ folder: TemporaryFolder, several: Bool) throws -> VectorIndex {
    let index = try index(folder, several: several)
    var vectors = RandomVectors(dimension: 24, seed: 1)
    for step in 0..<10 {
      try index.append(
        (0..<20).map { (Int64((step * 13 + $0 * 7) % 150), vectors.next()) },
        removing: [Int64(step)], watermark: Int64(step))
      if step == 6 { try index.maintain() }
    }
    return index
  }

  @Test(arguments: [false, true]) func numpyFoldersGoRoundToTheBit(_ several: Bool) throws {
    let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
    let source = try filled(one, several: several)
    let folder = one.path.appending("out")
    let count = try NumpyFolder.write(source.snapshot(), to: folder, fileSize: 40)
    let target = try index(two, several: several)
    #expect(try NumpyFolder.read(folder, into: target) == count)
    #expect(try contents(target) == contents(source))
    #expect { try NumpyFolder.write(source.snapshot(), to: folder) } throws: {
      ($0 as? Fault)?.code == "file.exists"
    }
  }

  @Test(arguments: [false, true]) func linesGoRoundToTheBit(_ several: Bool) throws {
    let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
    let source = try filled(one, several: several)
    let path = one.path.appending("out.jsonl")
    let count = try VectorLines.write(source.snapshot(), to: path)
    let target = try index(two, several: several)
    #expect(try VectorLines.read(path, into: target) == count)
    #expect(try contents(target) == contents(source))
  }

  /// clip-retrieval writes half precision and no ids of ours.
  @Test func halfPrecisionWithoutIdsIsCountedOn() throws {
    let folder = try TemporaryFolder()
    let vectors = RandomVectors(dimension: 24, seed: 2).vectors(7)
    for (file, part) in [vectors[..<4], vectors[4...]].enumerated() {
      let array = NumpyArray(rounding: part.flatMap { $0 }, shape: [part.count, 24])
      try folder.write(array.bytes, to: "in/img_emb/img_emb_\(file).npy")
    }
    let index = try index(folder, several: false)
    #expect(try NumpyFolder.read(folder.path.appending("in"), into: index) == 7)
    for row in 0..<7 {
      let match = try index.snapshot().nearest(to: [vectors[row]], limit: 1, within: nil)[0][0]
      #expect(match.row == Int64(row) && match.similarity > 0.999)
    }
  }

  @Test(arguments: [
    ("{\"id\": 1, \"vector\": [1, 2]}\n", "vectors.vector"), ("{\"id\": 1}\n", "vectors.line"),
    ("garbage\n", "vectors.line"), ("\u{0}\u{1}", "vectors.line"),
  ])
  func badLinesAreNamed(_ text: String, _ code: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(text.utf8), to: "bad.jsonl")
    let index = try index(folder, several: false)
    #expect { try VectorLines.read(folder.path.appending("bad.jsonl"), into: index) } throws: {
      ($0 as? Fault)?.code.name == code
    }
    #expect(index.snapshot().count == 0)
  }

  @Test func badArraysAreNamed() throws {
    let folder = try TemporaryFolder()
    let index = try index(folder, several: false)
    let good = NumpyArray([Float](repeating: 1, count: 48), shape: [2, 24]).bytes
    let wrong = NumpyArray([Float](repeating: 1, count: 46), shape: [2, 23]).bytes
    for (bytes, code) in [
      (Array(good.dropLast(9)), "array.damaged"), (Array("no array".utf8), "array.not-npy"),
      (wrong, "vectors.vector"),
    ] {
      try folder.write(bytes, to: "in/img_emb/img_emb_0.npy")
      #expect { try NumpyFolder.read(folder.path.appending("in"), into: index) } throws: {
        ($0 as? Fault)?.code.name == code && ($0 as? Fault)?.path != nil
      }
    }
    try folder.write(good, to: "in/img_emb/img_emb_0.npy")
    try folder.write(NumpyArray([Int64](0..<3), shape: [3]).bytes, to: "in/metadata/ids_0.npy")
    #expect { try NumpyFolder.read(folder.path.appending("in"), into: index) } throws: {
      ($0 as? Fault)?.code == "vectors.ids"
    }
  }
}
