package import Core

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A folder of files for browsers: an app that was built. Only what lies in it can be reached: names
/// are opened one below the other, links are not followed, and names that begin with a dot are not
/// there.
package final class StaticFolder: Sendable {
  private let descriptor: Int32

  /// - Throws: a fault when there is no such folder.
  package init(at path: FilePath) throws(Fault) {
    let opened = path.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard opened >= 0 else { throw .system(errno, "open the folder", path: path) }
    descriptor = opened
  }

  deinit { close(descriptor) }

  /// A file as an answer with `ETag` and `Last-Modified`; `nil` when there is none of that name.
  ///
  /// - Parameter segments: the names on its way, as ``RequestTarget`` decoded them.
  package func response(for segments: [String]) -> HTTPResponse? {
    guard let name = segments.last, let file = openedFile(segments) else { return nil }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      return nil
    }
    let (size, time) = (status.st_size, status.st_mtim)
    return HTTPResponse(
      .ok,
      [
        "Content-Type": MediaTypes.type(of: name),
        "ETag": "\""
          + [size, time.tv_sec, time.tv_nsec].map { String($0, radix: 36) }.joined(separator: "-")
          + "\"",
        "Last-Modified": HTTPDate.text(seconds: Int64(status.st_mtim.tv_sec)),
        "Cache-Control": Self.isHashed(name)
          ? "public, max-age=31536000, immutable" : "no-cache",
      ], .file(FilePart(descriptor: file, length: Int64(status.st_size))))
  }

  private func openedFile(_ segments: [String]) -> Int32? {
    guard segments.allSatisfy(Self.isPlain) else { return nil }
    var folder = descriptor
    for (position, name) in segments.enumerated() {
      let isLast = position == segments.count - 1
      // A pipe must not block the opening; a regular file does not care.
      let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | (isLast ? O_NONBLOCK : O_DIRECTORY)
      let opened = openat(folder, name, flags)
      if folder != descriptor { close(folder) }
      guard opened >= 0 else { return nil }
      folder = opened
    }
    return folder == descriptor ? nil : folder
  }

  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && !name.utf8.contains(UInt8(ascii: "/"))
      && !name.utf8.contains(UInt8(ascii: "\\")) && !name.utf8.contains(0)
  }

  /// Whether a name bears a digest of its content, as `main-2XW3YKQA.js`: it never changes then.
  static func isHashed(_ name: String) -> Bool {
    guard let dash = name.lastIndex(of: "-"), let dot = name[dash...].firstIndex(of: ".") else {
      return false
    }
    let digest = name[name.index(after: dash)..<dot]
    return digest.utf8.count >= 8
      && digest.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
  }
}

/// Media types by the ends of names (RFC 9110 § 8.3), of what an app is made of.
enum MediaTypes {
  static func type(of name: String) -> String {
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return types[ending] ?? "application/octet-stream"
  }

  private static let types = [
    "html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8",
    "json": "application/json", "map": "application/json", "svg": "image/svg+xml",
    "webmanifest": "application/manifest+json", "png": "image/png", "jpg": "image/jpeg",
    "webp": "image/webp", "ico": "image/x-icon", "woff2": "font/woff2", "wasm": "application/wasm",
    "txt": "text/plain; charset=utf-8",
  ]
}
