package import Core
import Glibc
import Kernels
import Objects

/// Vectors as clip-retrieval lays them out: `img_emb/img_emb_0.npy`, `…_1.npy`, … with a vector a
/// line, and beside them `metadata/ids_0.npy`, … with the row of each. Without ids, rows are counted
/// on from 0 through all files.
package enum NumpyFolder {
  private static func vectorsPath(_ folder: FilePath, _ number: Int) -> FilePath {
    folder.appending("img_emb/img_emb_\(number).npy")
  }

  private static func rowsPath(_ folder: FilePath, _ number: Int) -> FilePath {
    folder.appending("metadata/ids_\(number).npy")
  }

  /// Writes all vectors of a snapshot, in single precision, `fileSize` a file.
  ///
  /// - Returns: how many.
  /// - Throws: `file.exists` when the folder has some already; faults of the file system.
  package static func write(
    _ snapshot: VectorSnapshot, to folder: FilePath, fileSize: Int = 50_000
  ) throws(Fault) -> Int {
    try Folder.create(folder.appending("img_emb"))
    try Folder.create(folder.appending("metadata"))
    var (rows, numbers, file, total) = ([Int64](), [Float](), 0, 0)
    func flush() throws(Fault) {
      let vectors = NumpyArray(numbers, shape: [rows.count, snapshot.space.dimension])
      try create(vectorsPath(folder, file), vectors)
      try create(rowsPath(folder, file), NumpyArray(rows, shape: [rows.count]))
      total += rows.count
      file += 1
      rows = []
      numbers = []
    }
    try snapshot.forEachVector { row, vector throws(Fault) in
      // Vectors of one row stay in one file.
      if rows.count >= fileSize, rows.last != row { try flush() }
      rows.append(row)
      numbers += vector
    }
    if !rows.isEmpty || file == 0 { try flush() }
    return total
  }

  private static func create(_ path: FilePath, _ array: NumpyArray) throws(Fault) {
    let file = try DiskFile(path, isNew: true, witness: nil)
    try file.write(array.bytes, at: 0)
    try file.synchronise()
  }

  /// Adds all vectors of a folder to an index, in changes of 4,096. They are scaled to length 1.
  ///
  /// - Returns: how many.
  /// - Throws: `file.missing` when there are none; `array.…` for a file that is none, `vectors.…` for
  ///   vectors that do not fit the index. Vectors of files before that one are in the index then.
  package static func read(_ folder: FilePath, into index: VectorIndex) throws(Fault) -> Int {
    var (file, total) = (0, 0)
    while true {
      let path = vectorsPath(folder, file)
      guard file == 0 || exists(path) else { return total }
      let vectors = try MappedArray(path)
      guard vectors.header.shape.count == 2, vectors.header.shape[1] == index.space.dimension else {
        throw Fault(
          "vectors.vector", .user,
          "this array has the shape \(vectors.header.shape), not n × \(index.space.dimension)",
          remedy: "Import vectors of the space \(index.space.name).", path: path)
      }
      let count = vectors.header.shape[0]
      let rows = try rows(rowsPath(folder, file), count: count, from: Int64(total))
      var batch: [(row: Int64, vector: [Float])] = []
      for place in 0..<count {
        // Vectors of one row must come in one change.
        if batch.count >= 4096, batch.last?.row != rows[place] {
          try index.append(batch, watermark: index.watermark)
          batch = []
        }
        batch.append((rows[place], vectors.line(place)))
      }
      if !batch.isEmpty { try index.append(batch, watermark: index.watermark) }
      total += count
      file += 1
    }
  }

  private static func exists(_ path: FilePath) -> Bool {
    path.withCString { access($0, F_OK) } == 0
  }

  private static func rows(
    _ path: FilePath, count: Int, from first: Int64
  ) throws(Fault) -> [Int64] {
    guard exists(path) else { return Array(first..<first + Int64(count)) }
    let array = try MappedArray(path)
    guard let rows = array.integers, rows.count == count else {
      throw Fault(
        "vectors.ids", .user, "this array does not hold \(count) whole numbers",
        remedy: "It must have an id for each vector of the array of the same number.", path: path)
    }
    return rows
  }
}
