import Accounts
import Core
import Foundation
import Store
import Synchronization
import TestSupport
import Testing

/// The log of who did what, in its database.
@Suite struct AuditLogTests {
  let folder: TemporaryFolder
  private let start: Int64 = 1_800_000_000_000

  init() throws { folder = try TemporaryFolder() }

  private var path: FilePath { folder.path.appending("audit.sqlite") }

  private func log(
    _ rules: AuditRules = AuditRules(), now: @escaping @Sendable () -> Int64 = { 1_800_000_000_000 }
  ) -> AuditLog {
    AuditLog(at: path, rules: rules, now: now)
  }

  private static func image(_ number: UInt64) -> ULID {
    var generator = SeededGenerator(seed: number)
    return ULID(milliseconds: 1_700_000_000_000 + number, using: &generator)
  }

  private func entry(
    _ action: String = "image", at: Int64 = 0, user: String = "", key: String? = nil,
    images: [UInt64] = [], status: Int = 200
  ) -> AuditEntry {
    AuditEntry(
      at: start + at, user: user, proof: key == nil ? .session : .key, key: key, peer: "192.0.2.1",
      method: "GET", action: action, images: images.map(Self.image), status: status,
      requestID: "01ARZ3NDEKTSV4RRFFQ69G5FAV")
  }

  @Test func whatIsWrittenIsReadAgainTheLatestFirst() throws {
    let log = log()
    #expect(try log.entries(AuditQuery()).entries.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: path.display), "to look makes nothing")
    let entries = (0..<5).map { number in
      entry(at: Int64(number), key: "k\(number)", images: Array(0..<UInt64(number)))
    }
    for entry in entries { log.add(entry) }
    #expect(try log.entries(AuditQuery()).entries.isEmpty, "nothing is written yet")
    try log.flush()
    #expect(try log.entries(AuditQuery()).entries == entries.reversed())
    #expect(try AuditLog(at: path) { 0 }.entries(AuditQuery()).entries.count == 5)
    let mode = try FileManager.default.attributesOfItem(atPath: path.display)
    #expect(mode[.posixPermissions] as? Int == 0o600)
  }

  /// Every filter beside a plain one over all entries, and page by page.
  @Test func filtersAndPagesAgreeWithALookAtAll() throws {
    let log = log()
    var generator = SeededGenerator(seed: 7)
    var entries: [AuditEntry] = []
    for number in 0..<400 {
      let entry = entry(
        ["image", "search", "original"].randomElement(using: &generator)!,
        // Clocks may go back, and several things happen at once.
        at: Int64(number / 3 * 10) - Int64.random(in: 0...15, using: &generator),
        user: ["", "ada", "eve"].randomElement(using: &generator)!,
        key: ["a", "b", nil].randomElement(using: &generator)!,
        images: (0..<UInt64.random(in: 0...4, using: &generator)).map { _ in
          UInt64.random(in: 0...9, using: &generator)
        })
      entries.append(entry)
      log.add(entry)
      if number.isMultiple(of: 37) { try log.flush() }
    }
    try log.flush()
    let ordered = entries.enumerated().sorted { one, other in
      (one.element.at, one.offset) > (other.element.at, other.offset)
    }.map(\.element)
    for _ in 0..<60 {
      var query = AuditQuery()
      query.user = ["ada", "", nil, nil].randomElement(using: &generator)!
      query.action = ["image", nil, nil].randomElement(using: &generator)!
      query.key = ["a", nil, nil].randomElement(using: &generator)!
      query.image = [Self.image(3), nil].randomElement(using: &generator)!
      query.since = [start + 300, nil].randomElement(using: &generator)!
      query.until = [start + 900, nil].randomElement(using: &generator)!
      query.limit = Int.random(in: 1...50, using: &generator)
      let expected = ordered.filter { entry in
        (query.user == nil || entry.user == query.user)
          && (query.action == nil || entry.action == query.action)
          && (query.key == nil || entry.key == query.key)
          && query.image.map(entry.images.contains) ?? true
          && query.since.map { entry.at >= $0 } ?? true
          && query.until.map { entry.at < $0 } ?? true
      }
      var found: [AuditEntry] = []
      repeat {
        let page = try log.entries(query)
        #expect(page.entries.count <= query.limit)
        found += page.entries
        query.cursor = page.next
      } while query.cursor != nil
      #expect(found == expected)
    }
    for wrong in ["", "x", "1", "1-", "1-2-3", "a-b"] {
      var query = AuditQuery()
      query.cursor = wrong
      let fault = #expect(throws: Fault.self) { try log.entries(query) }
      #expect(fault?.code == "usage.cursor")
    }
  }

  /// A screen full of thumbnails is one entry; nothing else is put together.
  @Test func looksAtSmallPicturesAreOneEntry() throws {
    let log = log()
    for number in 0..<300 { log.add(entry("thumbnail", images: [UInt64(number)])) }
    log.add(entry("thumbnail", user: "ada", images: [1]))
    log.add(entry("thumbnail", user: "ada", images: [2], status: 404))
    for number in 0..<3 { log.add(entry("image", images: [UInt64(number)])) }
    try log.flush()
    let entries = try log.entries(AuditQuery()).entries.reversed().map {
      "\($0.action) \($0.requestCount) \($0.images.count) \($0.imageCount)"
    }
    #expect(
      entries == [
        "thumbnail 256 256 256", "thumbnail 44 44 44", "thumbnail 1 1 1", "thumbnail 1 1 1",
        "image 1 1 1", "image 1 1 1", "image 1 1 1",
      ])
  }

  @Test func entriesDoNotChangeAndGoFromTheOldestOn() throws {
    let log = log()
    for number in 0..<5 { log.add(entry(at: Int64(number))) }
    try log.flush()
    let database = try Database(
      at: path, schema: Schema(applicationID: 0x5365_6D4C, migrations: [Migration(1, "", "")]))
    for statement in [
      "UPDATE entry SET user = 'eve' WHERE id = 2", "DELETE FROM entry WHERE id = 2",
      "DELETE FROM entry WHERE id > 1", "DELETE FROM entry WHERE id IN (1, 3)",
    ] as [SQL] {
      #expect(throws: Fault.self) { try database.write { try $0.execute(statement) } }
    }
    #expect(try log.entries(AuditQuery()).entries.count == 5)
    try database.write { _ = try $0.execute("DELETE FROM entry WHERE id <= 2") }
    #expect(try log.entries(AuditQuery()).entries.map(\.at) == [4, 3, 2].map { start + $0 })
  }

  @Test func whatIsTooOldGoes() throws {
    let time = Mutex(start)
    let log = AuditLog(at: path, rules: AuditRules(days: 30)) { time.withLock { $0 } }
    let day: Int64 = 86_400_000
    for number in 0..<40 { log.add(entry(at: Int64(number) * day)) }
    time.withLock { $0 = start + 40 * day }
    try log.flush()
    let left = try log.entries(AuditQuery()).entries.map { ($0.at - start) / day }
    #expect(left == (10..<40).reversed().map { Int64($0) })
  }

  @Test func whatTakesTooMuchRoomGoes() throws {
    let time = Mutex(start)
    let log = AuditLog(at: path, rules: AuditRules(bytes: 1 << 20)) { time.withLock { $0 } }
    for round in 0..<20 {
      for number in 0..<400 {
        log.add(entry(at: Int64(round * 400 + number), images: Array(0..<30)))
      }
      time.withLock { $0 += 3_600_000 }
      try log.flush()
    }
    let size = try FileManager.default.attributesOfItem(atPath: path.display)[.size] as? Int ?? 0
    #expect(size < 3 << 20, "8,000 entries of half a kilobyte would be more")
    var query = AuditQuery()
    query.limit = 100_000
    let left = try log.entries(query).entries
    #expect(left.first?.at == start + 7_999, "the latest stay")
    #expect(left.count > 500 && left.count < 4_000, "\(left.count)")
  }

  /// Memory is bounded, and whoever reads the log sees that something is missing.
  @Test func whatFindsNoRoomIsCounted() throws {
    let log = log()
    for number in 0..<10_500 { log.add(entry(at: Int64(number))) }
    #expect(log.waiting.count == 10_000 && log.waiting.lost == 500)
    try log.flush()
    #expect(log.waiting.count == 0 && log.waiting.lost == 0)
    var query = AuditQuery()
    query.action = "lost"
    #expect(try log.entries(query).entries.map(\.requestCount) == [500])
  }

  @Test func whatCannotBeWrittenWaitsOn() throws {
    try FileManager.default.createDirectory(
      atPath: path.display, withIntermediateDirectories: true)
    let log = log()
    for number in 0..<3 { log.add(entry(at: Int64(number))) }
    #expect(throws: Fault.self) { try log.flush() }
    log.add(entry(at: 3))
    #expect(log.waiting.count == 4)
    try folder.remove("audit.sqlite")
    try log.flush()
    #expect(try log.entries(AuditQuery()).entries.map(\.at) == [3, 2, 1, 0].map { start + $0 })
  }

  /// The log as the first version that had one left it.
  @Test func aLogOfSchemaOneOpens() throws {
    let old = Schema(
      applicationID: 0x5365_6D4C,
      migrations: [Migration(1, "dump") { try $0.script(auditSchemaOne) }])
    try Database(at: path, schema: old).checkpoint()
    let log = log()
    let image = try #require(ULID("01ARZ3NDEKTSV4RRFFQ69G5FAV"))
    let kept = AuditEntry(
      at: 1_000, user: "ada", proof: .key, key: "backup", peer: "192.0.2.1", method: "GET",
      action: "original", images: [image], imageCount: 1, requestCount: 1, status: 200,
      requestID: "r1")
    #expect(try log.entries(AuditQuery()).entries == [kept])
    log.add(entry())
    // The old entry is older than ninety days.
    try log.flush()
    #expect(try log.entries(AuditQuery()).entries == [entry()])
  }

  @Test func momentsAreReadAsTheyAreMeant() {
    for (text, milliseconds) in [
      ("1970-01-01", 0), ("1970-01-01T00:00:01Z", 1_000), ("2026-11-26", 1_795_651_200_000),
      ("2024-02-29T23:59:59.5Z", 1_709_251_199_500), ("2000-02-29", 951_782_400_000),
      ("1969-12-31T23:59:59.999Z", -1),
    ] as [(String, Int64)] {
      #expect(MomentReader.milliseconds(text) == milliseconds, "\(text)")
    }
    for wrong in [
      "", "2026", "2026-13-01", "2026-02-29", "1900-02-29", "2026-04-31", "2026-01-01T24:00:00Z",
      "2026-01-01T12:00Z", "2026-01-01T12:00:00", "2026-01-01T12:00:00+01:00", " 2026-01-01",
      "٢٠٢٦-٠١-٠١",
    ] {
      #expect(MomentReader.milliseconds(wrong) == nil, "\(wrong)")
    }
  }
}
