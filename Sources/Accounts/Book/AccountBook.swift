package import Core
internal import Store
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Who may ask a server: keys, the password, and who is signed in. A database of its own beside the
/// catalogue, which only its owner may read.
///
/// Where its file is not there, nobody has a key and there is no password; the first change makes it. It
/// may be changed by another process at any time, and counts at once. Calls block.
package final class AccountBook: Sendable {
  package let path: FilePath
  private let opened = Mutex<Database?>(nil)
  /// When the use of a key or a session was last noted, by `key 3` and `session 7`.
  private let noted = Mutex<[String: Int64]>([:])

  package init(at path: FilePath) { self.path = path }

  /// The book of a library's folder.
  package convenience init(inLibrary folder: FilePath) {
    self.init(at: folder.appending("accounts.sqlite"))
  }

  /// - Returns: `nil` where there is no book yet.
  /// - Throws: a fault when it cannot be read: then nobody is let in.
  func read<Result>(_ body: (Connection) throws -> Result) throws -> Result? {
    guard let database = try database(creating: false) else { return nil }
    return try Self.explained { try database.read(body) }
  }

  /// Who was given something, or lost it, must not find it otherwise after a power failure.
  @discardableResult
  func write<Result>(_ body: (Connection) throws -> Result) throws -> Result {
    guard let database = try database(creating: true) else { throw Self.missing(path) }
    return try Self.explained { try database.write(.power, body) }
  }

  private func database(creating: Bool) throws -> Database? {
    try opened.withLock { opened in
      if let opened { return opened }
      if path.withCString({ access($0, F_OK) }) != 0 {
        guard errno == ENOENT else { throw Fault.system(errno, "read the accounts", path: path) }
        guard creating else { return nil }
        try PrivateFile.make(at: path)
      }
      let database = try Self.explained {
        try Database(at: path, schema: .accounts, settings: .small)
      }
      opened = database
      return database
    }
  }

  /// A book is not made again from pictures, as a catalogue is.
  private static func explained<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch var fault as Fault where fault.code == "store.corrupt" {
      fault.remedy = "Move the file aside; then set the password and make the keys again."
      throw fault
    }
  }

  private static func missing(_ path: FilePath) -> Fault {
    Fault("accounts.missing", .runtime, "the accounts cannot be made", path: path)
  }

  /// Whether a use should be written down: at most once a minute, for it costs a write.
  func shouldNote(_ name: String, at time: Int64) -> Bool {
    noted.withLock { noted in
      if let last = noted[name], (0..<60_000).contains(time - last) { return false }
      // Of sessions that are long over.
      if noted.count >= 4_096 { noted.removeAll() }
      noted[name] = time
      return true
    }
  }
}

extension DatabaseSettings {
  /// For a file of a few pages.
  static var small: DatabaseSettings {
    var settings = DatabaseSettings()
    (settings.cacheKilobytes, settings.mappedBytes, settings.pageBytes) = (512, 0, 4_096)
    settings.checkpointPages = 256
    return settings
  }
}
