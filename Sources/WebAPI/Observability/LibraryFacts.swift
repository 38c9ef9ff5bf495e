internal import Core
internal import Engine

/// What a library holds and how large it is, for metrics, or several together.
struct LibraryFacts: Sendable {
  private var imageCount = 0
  private var files: [FileState: FileTotals] = [:]
  /// Vectors by the names of their spaces.
  private var vectors: [String: Int] = [:]
  private var catalogueBytes: Int64 = 0
  private var vectorBytes: Int64 = 0
  /// Room on the disk that all lie on.
  private let free: Int64?

  /// - Complexity: counts the rows of pictures and vectors.
  init(of library: Library) throws {
    let statistics = try library.reader.statistics()
    imageCount = statistics.imageCount
    files = statistics.files
    for total in try library.reader.embeddingSpaces() {
      vectors[total.space.space.name, default: 0] += total.vectorCount
    }
    free = DiskRoom.free(at: library.folder)
    catalogueBytes = ["catalogue.sqlite", "catalogue.sqlite-wal"].compactMap {
      DiskRoom.size(of: library.folder.appending($0))
    }.reduce(0, +)
    vectorBytes = DiskRoom.size(below: library.folder.appending("vectors"))
  }

  mutating func add(_ other: LibraryFacts) {
    imageCount += other.imageCount
    for (state, totals) in other.files {
      files[state, default: FileTotals(count: 0, bytes: 0)].count += totals.count
      files[state]?.bytes += totals.bytes
    }
    vectors.merge(other.vectors, uniquingKeysWith: +)
    catalogueBytes += other.catalogueBytes
    vectorBytes += other.vectorBytes
  }

  func write(to page: inout MetricsPage) {
    page.add(
      .gauge, "semblance_images", "Pictures in the library.", Double(imageCount))
    page.add(
      .gauge, "semblance_files", "Files by their state.",
      FileState.allCases.map {
        .init(Double(files[$0]?.count ?? 0), [("state", $0.rawValue)])
      })
    page.add(
      .gauge, "semblance_files_bytes", "Bytes of the files by their state.",
      FileState.allCases.map {
        .init(Double(files[$0]?.bytes ?? 0), [("state", $0.rawValue)])
      })
    page.add(
      .gauge, "semblance_vectors", "Vectors of pictures and their parts, by their space.",
      vectors.sorted { $0.key < $1.key }.map { .init(Double($0.value), [("space", $0.key)]) })
    page.add(
      .gauge, "semblance_library_bytes", "Bytes on disk by the part of the library.",
      [("catalogue", catalogueBytes), ("vectors", vectorBytes)].map {
        .init(Double($0.1), [("part", $0.0)])
      })
    if let free {
      page.add(
        .gauge, "semblance_disk_free_bytes", "Room on the library's disk.", Double(free))
    }
  }
}
