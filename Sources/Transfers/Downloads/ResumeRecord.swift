internal import Core
internal import Files

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What is known of a partial file, in a file beside it: of what it is a part, and how much of it is
/// sure to have reached the disk.
struct ResumeRecord: Hashable, Sendable {
  /// The address that was asked for first, before any redirect.
  var address: String
  /// What the server says identifies this version of the file; `nil` when it says nothing.
  var validator: String?
  /// Bytes of the whole, where the server said so.
  var total: Int64?
  /// The SHA-256 that the server said the whole has.
  var stated: String?
  /// Bytes that survive a power cut. After one, a longer partial file is cut to it: what the system had
  /// not yet written may be holes.
  var durable: Int64
  /// The start of the system in which it was written, where the system tells them apart: until the
  /// next, nothing that was written is lost.
  var boot = ResumeRecord.presentBoot

  static func place(for part: FilePath) -> FilePath {
    FilePath(bytes: part.bytes + Array(".json".utf8))
  }

  /// - Returns: `nil` when there is none or it cannot be understood, so that one begins anew.
  init?(beside part: FilePath) {
    guard
      let contents = try? FileContents(reading: Self.place(for: part), limit: 1 << 16),
      let json = try? JSONValue(parsing: contents.withBytes { Array($0) }),
      let address = json["address"]?.text, let durable = json["durable"]?.int, durable >= 0
    else { return nil }
    self.address = address
    self.durable = Int64(durable)
    validator = json["validator"]?.text
    total = json["total"]?.int.map(Int64.init)
    stated = json["sha256"]?.text
    boot = json["boot"]?.text
  }

  init(
    address: String, validator: String?, total: Int64?, stated: String?, durable: Int64 = 0
  ) {
    self.address = address
    self.validator = validator
    self.total = total
    self.stated = stated
    self.durable = durable
  }

  /// The first byte that is still wanted: 0 where what is there is of something else, or where nothing
  /// would tell that the file has changed since.
  func offset(for wish: DownloadWish, of size: Int64) -> Int64 {
    guard address == wish.address.text, validator != nil || wish.digest != nil else { return 0 }
    return boot != nil && boot == Self.presentBoot ? size : min(durable, size)
  }

  static let presentBoot: String? = {
    let place: FilePath = "/proc/sys/kernel/random/boot_id"
    guard let file = place.withCString({ fopen($0, "r") }) else { return nil }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 64)
    guard fgets(&text, Int32(text.count), file) != nil else { return nil }
    let digits = text.prefix { $0 > 32 }.map { UInt8(bitPattern: $0) }
    return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
  }()

  /// - Throws: faults of the file system.
  func write(beside part: FilePath) throws(Fault) {
    let members =
      [JSONValue.Member("address", .string(address))]
      + JSONValue.optional("validator", validator.map { .string($0) })
      + JSONValue.optional("total", total.map { .integer($0) })
      + JSONValue.optional("sha256", stated.map { .string($0) })
      + JSONValue.optional("boot", boot.map { .string($0) })
      + [.init("durable", .integer(durable))]
    try AtomicFile.write(JSONText.bytes(.object(members)), to: Self.place(for: part), durable: true)
  }

  static func remove(beside part: FilePath) {
    _ = place(for: part).withCString { unlink($0) }
  }
}
