internal import Core
internal import Engine

/// What the library holds and how large it is, for metrics.
struct LibraryFacts {
  let statistics: CatalogueStatistics
  let spaces: [EmbeddingSpaceTotals]
  /// Bytes of the parts of the library's folder.
  let sizes: [(part: String, bytes: Int64)]
  let free: Int64?

  /// - Complexity: counts the rows of pictures and vectors.
  init(of library: Library) throws {
    statistics = try library.reader.statistics()
    spaces = try library.reader.embeddingSpaces()
    free = DiskRoom.free(at: library.folder)
    let database = ["catalogue.sqlite", "catalogue.sqlite-wal"].compactMap {
      DiskRoom.size(of: library.folder.appending($0))
    }
    sizes = [
      ("catalogue", database.reduce(0, +)),
      ("vectors", DiskRoom.size(below: library.folder.appending("vectors"))),
    ]
  }

  func write(to page: inout MetricsPage) {
    page.add(
      .gauge, "semblance_images", "Pictures in the library.", Double(statistics.imageCount))
    page.add(
      .gauge, "semblance_files", "Files by their state.",
      FileState.allCases.map {
        .init(Double(statistics.files[$0]?.count ?? 0), [("state", $0.rawValue)])
      })
    page.add(
      .gauge, "semblance_files_bytes", "Bytes of the files by their state.",
      FileState.allCases.map {
        .init(Double(statistics.files[$0]?.bytes ?? 0), [("state", $0.rawValue)])
      })
    page.add(
      .gauge, "semblance_vectors", "Vectors of pictures and their parts, by their space.",
      spaces.map { .init(Double($0.vectorCount), [("space", $0.space.space.name)]) })
    page.add(
      .gauge, "semblance_library_bytes", "Bytes on disk by the part of the library.",
      sizes.map { .init(Double($0.bytes), [("part", $0.part)]) })
    if let free {
      page.add(
        .gauge, "semblance_disk_free_bytes", "Room on the library's disk.", Double(free))
    }
  }
}
