internal import CArchive
internal import Core

/// The owner of one archive that libarchive reads; used by one thread at a time. What it reads from
/// must outlive it.
struct ArchiveHandle: ~Copyable {
  enum Step {
    case entry(StoredEntry)
    /// An entry that cannot be read, with libarchive's words; the next one may be.
    case badEntry(String)
    case end
  }

  enum Reading {
    /// All of the entry was lent.
    case done
    /// The borrower wanted no more.
    case stopped
    case badEntry(String)
  }

  private let handle: OpaquePointer

  /// - Parameter descriptor: of a regular file at its beginning.
  /// - Throws: `memory.full`.
  init(descriptor: Int32) throws(Fault) {
    guard let handle = semblance_archive_new_file(descriptor) else { throw .noArchiveMemory }
    self.handle = handle
  }

  /// - Throws: `memory.full`.
  init(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
    guard let start = bytes.baseAddress else { throw .notAnArchive("it is empty") }
    guard let handle = semblance_archive_new_bytes(start, bytes.count) else {
      throw .noArchiveMemory
    }
    self.handle = handle
  }

  deinit { semblance_archive_free(handle) }

  /// Known once the first entry was read.
  var format: ArchiveFormat? {
    switch semblance_archive_get_format(handle) {
    case semblance_archive_zip: .zip
    case semblance_archive_7z: .sevenZip
    case semblance_archive_rar: .rar
    case semblance_archive_tar: .tar
    default: nil
    }
  }

  /// Goes to the next entry, or the first.
  ///
  /// - Throws: `archive.damaged`, `archive.encrypted`, `archive.unknown`.
  mutating func next() throws(Fault) -> Step {
    var entry = semblance_archive_entry()
    switch semblance_archive_next(handle, &entry) {
    case semblance_archive_ok: return .entry(Self.stored(entry))
    case semblance_archive_end: return .end
    case semblance_archive_bad_entry: return .badEntry(message)
    default: throw broken
    }
  }

  /// Lends the bytes of the entry, piece by piece, until `body` returns false.
  ///
  /// - Throws: `archive.damaged`, `archive.encrypted`, and what `body` throws.
  mutating func read(
    _ body: (UnsafeRawBufferPointer) throws(Fault) -> Bool
  ) throws(Fault) -> Reading {
    while true {
      var bytes: UnsafeRawPointer?
      var count = 0
      switch semblance_archive_read(handle, &bytes, &count) {
      case semblance_archive_ok:
        guard try body(UnsafeRawBufferPointer(start: bytes, count: count)) else { return .stopped }
      case semblance_archive_end: return .done
      case semblance_archive_bad_entry: return .badEntry(message)
      default: throw broken
      }
    }
  }

  private var message: String { String(cString: semblance_archive_message(handle)) }

  private var broken: Fault {
    if semblance_archive_met_encryption(handle) { return .encryptedArchive }
    return format == nil ? .notAnArchive(message) : .damagedArchive(message)
  }

  private static func stored(_ entry: semblance_archive_entry) -> StoredEntry {
    var name: [UInt8] = []
    if let start = entry.name {
      name = UnsafeBufferPointer(start: start, count: length(of: start)).map {
        UInt8(bitPattern: $0)
      }
    }
    let kind: StoredEntry.Kind =
      switch entry.kind {
      case semblance_archive_file: .file
      case semblance_archive_folder: .folder
      case semblance_archive_link: .link
      default: .special
      }
    return StoredEntry(
      name: name, kind: kind, size: entry.size < 0 ? nil : entry.size,
      isEncrypted: entry.is_encrypted)
  }

  private static func length(of text: UnsafePointer<CChar>) -> Int {
    var count = 0
    while text[count] != 0 { count += 1 }
    return count
  }
}
