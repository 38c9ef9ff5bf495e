internal import Core
internal import Files
internal import Signing

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The keys of the embedded object store, in a file that only its owner may read.
enum KeptKeys {
  /// Reads the keys, or makes them when there are none.
  static func read(in folder: FilePath) throws(Fault) -> SigningKeys {
    let place = folder.appending("keys.json")
    if let known = try known(at: place) { return known }
    let keys = SigningKeys(access: "SEMB" + random(16), secret: random(40))
    try make(keys, at: place)
    // Another process may have been faster: its keys hold.
    guard let kept = try known(at: place) else { throw unreadable(place) }
    return kept
  }

  private static func known(at place: FilePath) throws(Fault) -> SigningKeys? {
    if place.withCString({ access($0, F_OK) }) != 0, errno == ENOENT { return nil }
    let contents = try FileContents(reading: place, limit: 1 << 14)
    guard let json = try? JSONValue(parsing: contents.withBytes { Array($0) }),
      let access = json["access_key"]?.text, let secret = json["secret_key"]?.text,
      !access.isEmpty, secret.utf8.count >= 16
    else { throw unreadable(place) }
    return SigningKeys(access: access, secret: secret)
  }

  /// Written whole under another name, then linked: a file that is there is never replaced.
  private static func make(_ keys: SigningKeys, at place: FilePath) throws(Fault) {
    let temporary = FilePath(bytes: place.bytes + Array(".\(random(12))".utf8))
    let descriptor = temporary.withCString {
      open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }
    guard descriptor >= 0 else { throw .system(errno, "keep the keys", path: place) }
    defer {
      close(descriptor)
      _ = temporary.withCString { unlink($0) }
    }
    let bytes = JSONText.bytes([
      "access_key": .string(keys.access), "secret_key": .string(keys.secret),
    ])
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard count == bytes.count, fsync(descriptor) == 0 else {
      throw .system(errno, "keep the keys", path: place)
    }
    let status = temporary.withCString { old in place.withCString { link(old, $0) } }
    guard status == 0 || errno == EEXIST else {
      throw .system(errno, "keep the keys", path: place)
    }
  }

  private static func unreadable(_ place: FilePath) -> Fault {
    Fault(
      "objects.keys", .user, "the keys of the object store cannot be read",
      remedy: "Move the file away, and new ones are made; or give S3_ACCESS_KEY and S3_SECRET_KEY.",
      path: place)
  }

  /// Letters and digits by the system's generator.
  private static func random(_ count: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    return String((0..<count).map { _ in letters.randomElement() ?? "A" })
  }
}
