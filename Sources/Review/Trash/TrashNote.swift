import Core
import Glibc

/// The note beside a file in the trash, by which any desktop can put the file back
/// (freedesktop.org Trash Specification 1.0).
enum TrashNote {
  /// - Parameters:
  ///   - origin: where the file belongs: absolute, or relative to the top of its file system.
  ///   - date: milliseconds since 1970; written in local time, as the specification asks.
  static func text(origin: FilePath, date: Int64) -> String {
    var seconds = time_t(date / 1000)
    var local = tm()
    localtime_r(&seconds, &local)
    let day = [local.tm_year + 1900, local.tm_mon + 1, local.tm_mday].map(padded)
    let clock = [local.tm_hour, local.tm_min, local.tm_sec].map(padded)
    let stamp = "\(day.joined(separator: "-"))T\(clock.joined(separator: ":"))"
    return "[Trash Info]\nPath=\(escaped(origin))\nDeletionDate=\(stamp)\n"
  }

  /// Whether a file is there and says this, or the beginning of it: a process that was killed
  /// while it wrote leaves less than the whole.
  static func isText(_ text: String, at path: FilePath) -> Bool {
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let expected = Array(text.utf8)
    var bytes = [UInt8](repeating: 0, count: expected.count + 1)
    let count = read(descriptor, &bytes, bytes.count)
    return count >= 0 && expected.starts(with: bytes.prefix(count))
  }

  /// As in a URL: unreserved characters and slashes as they are, any other byte as `%HH`.
  private static func escaped(_ path: FilePath) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
    return path.bytes.map { byte in
      plain.contains(byte)
        ? String(UnicodeScalar(byte)) : "%" + Hexadecimal.string(of: [byte]).uppercased()
    }.joined()
  }

  private static func padded(_ number: Int32) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
