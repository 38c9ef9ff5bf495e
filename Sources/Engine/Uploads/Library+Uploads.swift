import Catalogue
package import Core
import Decoding
import Files
import Ingest
import Objects

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Library {
  /// Where pictures that were sent are kept: indexed like any other folder.
  package var uploadFolder: FilePath { folder.appending("uploads") }

  /// Where they lie until they are whole; hidden from scans.
  ///
  /// - Throws: a fault when it cannot be made.
  package func incomingFolder() throws(Fault) -> FilePath {
    let folder = uploadFolder.appending(".incoming")
    try Folder.create(folder)
    return folder
  }

  /// Takes pictures in: what the library has already is left out, what is no picture is refused, the
  /// rest is kept and indexed. One that fails does not stop the others. One call at a time.
  ///
  /// - Returns: an outcome for each, in their order.
  /// - Throws: faults of the catalogue and the file system.
  package func takeIn(_ uploads: [Upload]) throws -> [UploadOutcome] {
    var places: [(digest: SHA256Digest, place: FilePath)?] = []
    var outcomes: [UploadOutcome] = []
    var seen: Set<SHA256Digest> = []
    for upload in uploads {
      var outcome = UploadOutcome(name: upload.name, status: .failed)
      var kept: (digest: SHA256Digest, place: FilePath)?
      do throws(Fault) {
        let (digest, format) = try Self.examined(upload.file)
        let isKnown = try has(digest)
        if isKnown || !seen.insert(digest).inserted {
          outcome.status = .duplicate
          kept = (digest, upload.file)
        } else {
          outcome.status = .created
          kept = (digest, try keep(upload, digest, format))
        }
      } catch { outcome.error = error.message }
      places.append(kept)
      outcomes.append(outcome)
    }
    // What was not moved to its place is not wanted.
    for upload in uploads { _ = upload.file.withCString { unlink($0) } }
    let new = zip(outcomes, places).compactMap { $0.status == .created ? $1?.place : nil }
    if !new.isEmpty {
      do {
        try writer.transaction { try $0.putRoot(uploadFolder) }
        try index(new)
      } catch {
        takeBack(new)
        throw error
      }
    }
    for position in outcomes.indices {
      guard let (digest, place) = places[position] else { continue }
      try settle(&outcomes[position], digest, place)
    }
    return outcomes
  }

  /// Removes what was sent and got no row: its sender is told that it was not taken, and sends it again.
  private func takeBack(_ places: [FilePath]) {
    for place in places {
      // Where the catalogue cannot say, the next scan of the folder finds it.
      guard let real = try? place.resolved(),
        (try? reader.file(at: real) != nil) == false
      else { continue }
      _ = real.withCString { unlink($0) }
    }
  }

  /// What a file is, by its content; a file that is none of ours is not kept.
  private static func examined(_ file: FilePath) throws(Fault) -> (SHA256Digest, PictureFormat) {
    let contents = try FileContents(reading: file, limit: 1 << 30)
    let format = contents.withBytes { PictureSniffer.format(of: $0) }
    guard let format else {
      throw Fault(
        "picture.unrecognised", .user, "is no picture of a known format",
        remedy: "Send JPEG, PNG, GIF, BMP, TIFF, WebP, HEIC, AVIF, JPEG XL or camera raw.")
    }
    return (contents.withBytes(ContentDigest.sha256), format)
  }

  private func has(_ digest: SHA256Digest) throws(Fault) -> Bool {
    do {
      let reader = reader
      guard let image = try reader.imageID(of: digest) else { return false }
      return try reader.files(of: image).contains { $0.state == .present }
    } catch {
      throw error as? Fault
        ?? Fault("library.unreadable", .runtime, "the library cannot be read")
    }
  }

  /// Gives an upload its name for good: that of its sender as far as it is harmless, after the
  /// beginning of its digest, with the ending of its format.
  private func keep(
    _ upload: Upload, _ digest: SHA256Digest, _ format: PictureFormat
  ) throws(Fault) -> FilePath {
    let hex = digest.hex
    let folder = uploadFolder.appending(String(hex.prefix(2)))
    try Folder.create(folder)
    let name = Self.harmless(upload.name, format)
    let place = folder.appending("\(hex.prefix(12))-\(name)")
    let status = upload.file.withCString { old in place.withCString { rename(old, $0) } }
    guard status == 0 else { throw .system(errno, "keep what was sent", path: place) }
    chmod(place)
    return place
  }

  private func chmod(_ place: FilePath) { _ = place.withCString { Glibc.chmod($0, 0o644) } }

  /// Letters, digits and a few marks, at most 80 bytes, and the ending of the format.
  static func harmless(_ name: String, _ format: PictureFormat) -> String {
    let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
    let path = FilePath(last.replacing("\0", with: ""))
    let ending = path.fileExtension
    var stem = ""
    for scalar in path.stem.display.unicodeScalars {
      let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      let text = isPlain || "-_() ".unicodeScalars.contains(scalar) ? String(scalar) : "_"
      guard stem.utf8.count + text.utf8.count <= 80 else { break }
      stem += text
    }
    let own = ending.isEmpty || !ScanOptions.pictureExtensions.contains(ending)
    return (stem.isEmpty ? "picture" : stem) + "." + (own ? Self.ending(of: format) : ending)
  }

  private static func ending(of format: PictureFormat) -> String {
    switch format {
    case .jpeg: "jpg"
    case .heif: "heic"
    case .raw: "dng"
    default: format.rawValue
    }
  }

  /// Says what became of a file that was indexed; one of which no picture could be made goes.
  private func settle(
    _ outcome: inout UploadOutcome, _ digest: SHA256Digest, _ place: FilePath
  ) throws {
    let reader = reader
    if let image = try reader.image(digest) {
      outcome.image = image.ulid
      if outcome.status == .created {
        try writer.transaction { try $0.setSource(.upload, of: image.id) }
      }
      return
    }
    let failure = try reader.file(at: place)?.failure
    outcome.status = .failed
    outcome.error = failure?.message ?? "no picture could be made of it"
    if place.isInside(uploadFolder) { _ = place.withCString { unlink($0) } }
    try writer.transaction { _ = try $0.removeFile(at: place) }
  }
}

extension Library {
  /// Removes what earlier processes were receiving when they ended, an hour ago or more.
  ///
  /// - Returns: whether anything was ever sent, which a scan of ``uploadFolder`` then brings up to date.
  package func hasUploadsAfterSweeping() throws(Fault) -> Bool {
    guard Folder.isFolder(uploadFolder) else { return false }
    try ObjectFile.removeLeftovers(in: try incomingFolder())
    return true
  }

  /// Notes what is known of a picture that was taken in from a bucket beside its bytes.
  ///
  /// - Parameters:
  ///   - object: where it came from; `nil` for a picture that the library had before.
  ///   - tags: what a person calls it, added to what people called it before.
  package func note(object: (bucket: String, key: String)?, tags: [String], of ulid: ULID) throws {
    guard object != nil || !tags.isEmpty, let image = try reader.image(ulid) else { return }
    try writer.transaction { transaction in
      if let object {
        try transaction.setObject(bucket: object.bucket, key: object.key, of: image.id)
      }
      try transaction.addTags(tags, to: image.id)
    }
  }
}
