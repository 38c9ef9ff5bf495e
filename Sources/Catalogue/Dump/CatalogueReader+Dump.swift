package import Core
import Store

extension CatalogueReader {
  /// Calls `body` with one line of JSON for each file, by path, without what depends on when and in
  /// which order files were indexed: ids, ULIDs, times. Two catalogues of the same files are equal
  /// in everything that matters if and only if their lines are. Of a failure the code counts, not
  /// the words, which may come from a decoding library.
  ///
  /// - Parameter root: when given, only files below it, their paths relative to it, so that copies
  ///   of one tree compare equal.
  package func forEachDumpLine(below root: FilePath? = nil, _ body: (String) throws -> Void) throws
  {
    for file in try allFiles() {
      let path = root.map { file.path.relative(to: $0) } ?? file.path
      guard let path else { continue }
      var line = JSONLine()
      line.set("path", path.display)
      line.set("size", file.identity.size)
      line.set("state", file.state.rawValue)
      line.set("marks", file.marks)
      line.set("failure", file.failure?.code)
      if let id = file.image, let image = try image(id) {
        line.add(image.record)
        line.add(image.record.metadata)
        if let quality = try quality(of: id) { line.add(quality) }
        line.set("luma", try luma(of: id).map { Self.checksum($0.samples) })
        line.set("raw_metadata", try rawMetadata(of: id))
        line.set("vectors", try vectorLines(of: id))
        line.set(
          "signals",
          try signals(of: id).map { "\($0.signal.rawValue) \($0.version) \($0.state.name)" })
      }
      try body(line.line)
    }
  }

  private func vectorLines(of image: ImageID) throws -> [String] {
    try database.read { connection in
      try connection.rows(
        """
        SELECT name, part, vector FROM embeddings
        JOIN vector_spaces ON vector_spaces.id = space_id WHERE image_id = ? ORDER BY name, part
        """, [.integer(image.rawValue)]
      ) { "\($0.text(0)) \($0.int(1)) \(Self.checksum($0.bytes(2)))" }
    }
  }

  /// FNV-1a, 64 bits (Fowler, Noll, Vo), as hexadecimal.
  private static func checksum(_ bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return Hash64(bits: hash).hex
  }
}

extension JSONLine {
  fileprivate mutating func add(_ record: PictureRecord) {
    set("sha256", record.sha256.hex)
    set("format", record.format.rawValue)
    set("width", record.width)
    set("height", record.height)
    set("frame_count", record.frameCount)
    set("has_alpha", record.hasAlpha ? 1 : 0)
    set("bits_per_sample", record.bitsPerSample)
    set("average_hash", record.hashes.average.hex)
    set("difference_hash", record.hashes.difference.hex)
    set("perceptual_hash", record.hashes.perceptual.hex)
    set("pdq", record.hashes.pdq.hex)
    set("pdq_quality", record.hashes.pdqQuality)
    set("dct", record.hashes.dct.hex)
    set("texture", Double(record.hashes.texture))
    set("chroma", Hexadecimal.string(of: record.hashes.chroma))
    set("pixel_sha256", record.pixelSHA256?.hex)
    set("placeholder", Hexadecimal.string(of: record.placeholder))
    set("thumbnail_bytes", record.thumbnailBytes)
  }

  fileprivate mutating func add(_ metadata: PictureMetadata) {
    set("camera_make", metadata.cameraMake)
    set("camera_model", metadata.cameraModel)
    set("lens_model", metadata.lensModel)
    set("software", metadata.software)
    set("exposure_time", metadata.exposureTime)
    set("f_number", metadata.fNumber)
    set("iso", metadata.iso)
    set("focal_length", metadata.focalLength)
    set("taken_local", metadata.takenLocal)
    set("taken_offset_minutes", metadata.takenOffsetMinutes)
    set("latitude", metadata.latitude)
    set("longitude", metadata.longitude)
    set("altitude", metadata.altitude)
    set("orientation", metadata.orientation)
    set("rating", metadata.rating)
    set("title", metadata.title)
    set("caption", metadata.caption)
    set("keywords", metadata.keywords)
  }

  /// Rounded to six digits: beyond that processors differ.
  fileprivate mutating func add(_ quality: PictureQuality) {
    func rounded(_ value: Double?) -> Double? { value.map { ($0 * 1e6).rounded() / 1e6 } }
    set("quality_score", rounded(quality.score))
    set("opinion", rounded(quality.opinion))
    set("opinion_model", quality.opinionModel)
    set("brisque", rounded(quality.brisque))
    set("brisque_model", quality.brisqueModel)
    set("naturalness", rounded(quality.naturalness))
    set("naturalness_model", quality.naturalnessModel)
    set("sharpness", rounded(quality.sharpness))
    set("quality_issues", quality.issues.filter(\.isFound).map(\.kind))
  }
}
