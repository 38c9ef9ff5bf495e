import Archives
import Catalogue
import Core
import Files
import Fingerprints
import Ingest

/// Reads a document of archives, which may come from anywhere.
struct ArchiveDocumentReader {
  let kind: ArchiveDocument
  private(set) var archives: [CataloguedArchive] = []
  /// What relative paths are below; `nil` refuses them.
  private let root: FilePath?

  private static let (mostArchives, mostPreviews, mostViews) = (1_000_000, 256, 64)

  /// - Throws: `import.archives-foreign` for what Semblance did not write, `import.archives-newer`,
  ///   `import.archives-fingerprints` where hashes cannot be compared with those made here,
  ///   `import.archives-malformed` with the place of what is wrong.
  init(_ bytes: some Collection<UInt8>, below root: FilePath?) throws(Fault) {
    let document: JSONValue
    do throws(JSONSyntaxError) {
      document = try JSONValue(parsing: bytes)
    } catch {
      throw Self.foreign("\(error.problem), at byte \(error.offset)")
    }
    guard let format = document["format"]?.text,
      let kind = ArchiveDocument.allCases.first(where: { $0.format == format })
    else { throw Self.foreign(nil) }
    self.kind = kind
    self.root = root
    let fields = DocumentField(document)
    let version = try fields["version"].integer(1...Int64.max)
    guard version <= ArchiveDocument.version else {
      throw Fault(
        "import.archives-newer", .user,
        "was written in version \(version) of its format; this program reads up to "
          + "\(ArchiveDocument.version)",
        remedy: "Update semblance, or look into the archives: semblance index --archives FOLDER")
    }
    guard document["fingerprints"] == ArchiveDocument.fingerprints else {
      throw Fault(
        "import.archives-fingerprints", .user,
        "holds hashes made by another version of semblance, which cannot be compared with its own",
        remedy: "Look into the archives: semblance index --archives FOLDER")
    }
    var places: [SHA256Digest: Int] = [:]
    for element in try fields["archives"].elements(most: Self.mostArchives) {
      let archive = try archive(element)
      if let place = places[archive.record.sha256] {
        archives[place].paths += archive.paths
      } else {
        places[archive.record.sha256] = archives.count
        archives.append(archive)
      }
    }
  }

  private static func foreign(_ reason: String?) -> Fault {
    Fault(
      "import.archives-foreign", .user, "is no list of archives that semblance wrote",
      remedy: "Write one with: semblance export --as visual-index. Archives themselves are looked "
        + "into by: semblance index --archives FOLDER", underlying: reason)
  }

  private func archive(_ field: DocumentField) throws(Fault) -> CataloguedArchive {
    let isWhole = kind == .scanResults
    var paths: [FilePath] = []
    for file in try field["files"].elements(most: Self.mostArchives) {
      paths.append(try path(file))
    }
    var previews: [ArchivePreview] = []
    for preview in try field["previews"].elements(most: Self.mostPreviews) {
      previews.append(try Self.preview(preview))
    }
    let record = ArchiveRecord(
      sha256: try field["sha256"].parsed("SHA-256") { SHA256Digest(hex: $0) },
      byteSize: try field["bytes"].integer(0...Int64.max),
      format: try field["format"].parsed("format of archives") { ArchiveFormat(rawValue: $0) }
        .rawValue,
      // Without its files an archive is only half known: an index will look into it.
      version: isWhole ? ArchiveProcessor.version : 0,
      entries: isWhole ? try Self.entries(field["entries"]) : [], previews: previews,
      issues: isWhole ? try Self.issues(field["issues"]) : [],
      issueCount: isWhole ? Int(try field["issue_count"].integer(0...1 << 40)) : 0)
    return CataloguedArchive(id: ArchiveID(rawValue: 0), record: record, paths: paths)
  }

  private func path(_ file: DocumentField) throws(Fault) -> FilePath {
    let bytes =
      file["path_bytes"].isNull
      ? Array(try file["path"].text(mostBytes: 4_096).utf8)
      : try file["path_bytes"].parsed("path") { Hexadecimal.bytes(of: $0) }
    guard !bytes.isEmpty, bytes.count <= 4_096, !bytes.contains(0) else {
      throw file["path"].wrong("is no path")
    }
    if bytes[0] == UInt8(ascii: "/") { return FilePath(bytes: bytes) }
    guard let root else {
      throw Fault(
        "import.archives-relative", .user, "holds paths relative to a folder",
        remedy: "Say which, as in: semblance import --below FOLDER FILE")
    }
    let parts = bytes.split(separator: UInt8(ascii: "/"))
    guard !parts.contains(where: { $0.elementsEqual("..".utf8) }) else {
      throw file["path"].wrong("leads out of its folder")
    }
    return root.appending(FilePath(bytes: bytes))
  }

  private static func entries(_ field: DocumentField) throws(Fault) -> [ArchiveRecord.Entry] {
    var entries: [ArchiveRecord.Entry] = []
    for entry in try field.elements(most: ArchiveLimits.standard.maximumEntries) {
      let crc = entry["crc32"]
      entries.append(
        ArchiveRecord.Entry(
          name: try entry["name"].text(),
          kind: try entry["kind"].parsed("kind of entry") { EntryKind(rawValue: $0) }
            .rawValue, size: try entry["size"].integer(0...Int64.max),
          crc: crc.isNull
            ? nil : try crc.parsed("CRC-32", CRCText.number),
          depth: Int(try entry["depth"].integer(0...64))))
    }
    return entries
  }

  private static func issues(_ field: DocumentField) throws(Fault) -> [ArchiveRecord.Issue] {
    var issues: [ArchiveRecord.Issue] = []
    for issue in try field.elements(most: ArchiveLimits.standard.maximumEntries) {
      issues.append(
        ArchiveRecord.Issue(
          code: try issue["code"].text(mostBytes: 128), message: try issue["message"].text()))
    }
    return issues
  }

  private static func preview(_ field: DocumentField) throws(Fault) -> ArchivePreview {
    var views: [ArchivePreview.Look] = []
    for view in try field["views"].elements(most: mostViews) { views.append(try look(view)) }
    return ArchivePreview(
      entry: try field["entry"].text(),
      kind: try field["kind"].parsed("kind of preview") { ArchivePreview.Kind(rawValue: $0) },
      width: Int(try field["width"].integer(1...1 << 30)),
      height: Int(try field["height"].integer(1...1 << 30)), look: try look(field), views: views)
  }

  private static func look(_ field: DocumentField) throws(Fault) -> ArchivePreview.Look {
    func hash(_ name: String) throws(Fault) -> Hash64 {
      try field[name].parsed("hash of 16 hexadecimal digits") { Hash64(hex: $0) }
    }
    let space = VisualDescriptor.space
    let vector = field["EmbeddingVector"]
    var numbers: [Float] = []
    for number in try vector.elements(most: space.dimension) {
      numbers.append(try number.number(-1.001...1.001))
    }
    let length = numbers.reduce(0) { $0 + $1 * $1 }
    guard numbers.count == space.dimension, (0.99...1.01).contains(length) else {
      throw vector.wrong("is no vector of \(space.dimension) numbers and length 1")
    }
    return ArchivePreview.Look(
      average: try hash("aHash"), difference: try hash("dHash"), perceptual: try hash("pHash"),
      pdq: try field["pdq"].parsed("hash of 64 hexadecimal digits") { Hash256(hex: $0) },
      texture: try field["texture"].number(0...65_535), descriptor: numbers)
  }
}
