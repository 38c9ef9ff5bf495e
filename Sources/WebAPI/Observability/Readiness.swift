internal import Core
package import Engine
internal import HTTPKit

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Whether the server can do its work now.
package enum Readiness {
  /// Bytes without which nothing can be written any more with safety: the write-ahead log of one
  /// large change.
  package static let leastRoom: Int64 = 64 << 20

  /// Reads from the catalogue and looks at its disk.
  ///
  /// - Returns: how many pictures the library has.
  /// - Throws: ``HTTPProblem`` 503 whose `reason` is `catalogue-missing`, `catalogue`, `disk-full`
  ///   or, from elsewhere, `stopping` or `busy`.
  package static func check(_ library: Library, leastRoom: Int64 = leastRoom) throws -> Int {
    // An open file that was removed can still be read, and all that is written to it is lost.
    let file = library.folder.appending("catalogue.sqlite")
    guard file.withCString({ access($0, R_OK | W_OK) }) == 0 else {
      throw problem("catalogue-missing", "The library's catalogue is not there, or not writable.")
    }
    if let room = DiskRoom.free(at: library.folder), room < leastRoom {
      throw problem("disk-full", "The disk of the library is full.")
    }
    do {
      return try library.reader.presentCount()
    } catch {
      throw problem("catalogue", "The library's catalogue cannot be read now.")
    }
  }

  static func problem(_ reason: String, _ detail: String) -> HTTPProblem {
    HTTPProblem(
      .serviceUnavailable, type: "not-ready", detail: detail, fields: ["Retry-After": "5"],
      members: [.init("reason", .string(reason))])
  }
}
