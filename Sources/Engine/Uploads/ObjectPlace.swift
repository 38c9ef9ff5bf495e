internal import Catalogue
package import Core
internal import Files
package import Objects
package import Signing
internal import Transfers

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The bucket that pictures are sent to before they are taken in: this server's own, or one of another
/// server that was chosen when this one started. No other is ever asked.
package struct ObjectPlace: Sendable {
  private enum Server: Sendable {
    case own(BucketStore)
    /// `https://host:9000`, and the path before the bucket.
    case other(origin: String, path: String)
  }

  private let server: Server
  package let bucket: String
  package let keys: SigningKeys
  private let region: String

  /// The path of the embedded store's bucket, before its name.
  package static let ownPath = "/s3"
  package static let defaultBucket = "images"

  /// The library's own bucket.
  ///
  /// - Parameter keys: `nil` for those that are kept beside the bucket, made at the first call.
  package init(
    in library: Library, bucket: String = defaultBucket, keys: SigningKeys? = nil
  ) throws {
    let folder = Self.folder(of: library)
    try Self.check(bucket)
    server = .own(try BucketStore(at: folder, name: bucket))
    self.bucket = bucket
    self.keys = try keys ?? KeptKeys.read(in: folder)
    region = "us-east-1"
  }

  /// A bucket of another server.
  ///
  /// - Parameter endpoint: `https://host:9000`, perhaps with a path.
  package init(endpoint: String, region: String, bucket: String, keys: SigningKeys) throws(Fault) {
    try Self.check(bucket)
    let address = try TransferAddress(configured: endpoint)
    let parts = address.text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
    guard parts.count >= 2, !address.text.contains("?") else {
      throw Fault(
        "objects.endpoint", .user, "'\(endpoint)' is no address of an object store",
        remedy: "Give one like https://host:9000.")
    }
    let path = parts.count > 2 ? "/" + parts[2] : ""
    server = .other(
      origin: "\(parts[0])//\(parts[1])", path: path.hasSuffix("/") ? String(path.dropLast()) : path
    )
    self.bucket = bucket
    self.keys = keys
    self.region = region
  }

  package static func folder(of library: Library) -> FilePath {
    library.folder.appending("objects")
  }

  /// The embedded store; `nil` where another server's is used.
  package var ownStore: BucketStore? { if case .own(let store) = server { store } else { nil } }

  /// Names that every object store takes.
  private static func check(_ bucket: String) throws(Fault) {
    let isFine =
      (3...63).contains(bucket.utf8.count)
      && bucket.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
      }
    guard isFine else {
      throw Fault(
        "objects.bucket", .user, "'\(bucket)' is no name of a bucket",
        remedy: "Use 3 to 63 lower-case letters, digits and hyphens.")
    }
  }

  // MARK: Sending

  /// An address to which an object can be sent for a while, by PUT.
  ///
  /// - Parameter origin: where this server is reached, for its own bucket.
  package func addressToPut(
    _ key: String, origin: String, at time: SigningTime, expires: Int
  ) -> String {
    presigned("PUT", key, origin: origin, time, expires)
  }

  private func presigned(
    _ method: String, _ key: String, origin: String, _ time: SigningTime, _ expires: Int
  ) -> String {
    let (base, path) =
      switch server {
      case .own: (origin, Self.ownPath)
      case .other(let origin, let path): (origin, path)
      }
    return PresignedAddress(keys: keys, region: region).text(
      method, origin: base,
      path: "\(path)/\(bucket)/\(SigningEscapes.escaped(key, keepsSlashes: true))", at: time,
      expires: expires)
  }

  // MARK: Taking

  /// Brings an object's bytes into a folder of the library.
  ///
  /// - Parameters:
  ///   - limit: bytes that it may have; more is refused before it is read.
  ///   - place: a new file; nothing is left there when the call throws.
  /// - Throws: `objects.missing`, `objects.size`, `objects.key`, `objects.unreachable`, `disk.full`.
  package func fetch(_ key: String, to place: FilePath, limit: Int64) throws {
    switch server {
    case .own(let store):
      guard let object = try store.object(key) else { throw Self.missing }
      guard object.bytes <= limit else { throw Self.tooLarge(limit) }
      do {
        try store.link(object, to: place)
      } catch { throw error.code == "file.missing" ? Self.missing : error }
    case .other:
      // A client of HTTP would take such parts as ways to other buckets.
      let parts = key.split(separator: "/", omittingEmptySubsequences: false)
      guard !parts.contains(where: { $0 == "." || $0 == ".." }) else {
        throw Fault(
          "objects.key", .user, "the key has a part that is '.' or '..'",
          remedy: "Choose another key.")
      }
      try download(key, to: place, limit)
    }
  }

  private func download(_ key: String, to place: FilePath, _ limit: Int64) throws {
    let address = try TransferAddress(
      configured: presigned("GET", key, origin: "", .now, 600))
    var settings = TransferSettings()
    settings.mostRedirects = 0
    settings.retries.most = 2
    settings.connectSeconds = 10
    defer {
      for ending in [".part", ".part.json"] {
        _ = FilePath(bytes: place.bytes + Array(ending.utf8)).withCString { unlink($0) }
      }
    }
    do {
      var downloader = try Downloader(settings)
      _ = try downloader.fetch(DownloadWish(address, to: place, mostBytes: limit))
    } catch let fault as Fault {
      // The address in it is signed: nobody else may read it, in a log either.
      switch fault.code {
      case "transfer.missing": throw Self.missing
      case "transfer.size": throw Self.tooLarge(limit)
      case let code where code.name.hasPrefix("transfer."):
        throw Fault(
          "objects.unreachable", .runtime, "the object store does not give the object (\(code))",
          remedy: "Check S3_ENDPOINT, S3_REGION and the keys.")
      default: throw fault
      }
    }
  }

  private static let missing = Fault(
    "objects.missing", .user, "there is no such object in the bucket",
    remedy: "Send it first, to the address that presign gives.")

  private static func tooLarge(_ limit: Int64) -> Fault {
    Fault(
      "objects.size", .user, "the object has more than \(limit) bytes",
      remedy: "Send a smaller picture.")
  }
}
