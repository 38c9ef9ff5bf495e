import Core
import Foundation
import Store
import TestSupport
import Testing

private let table: SQL =
  "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT, weight REAL, data BLOB) STRICT"

private let schema = Schema(applicationID: 0x1234, migrations: [Migration(1, "things", table)])

@Suite struct DatabaseTests {
  let folder: TemporaryFolder
  let path: FilePath

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path.appending("test.sqlite")
  }

  private func open() throws -> Database { try Database(at: path, schema: schema) }

  private func names(_ database: Database) throws -> [String] {
    try database.read { try $0.rows("SELECT name FROM things ORDER BY id") { $0.text(0) } }
  }

  private func add(_ name: String, _ connection: Connection) throws {
    try connection.execute("INSERT INTO things (name) VALUES (?)", [.text(name)])
  }

  @Test(arguments: [
    SQLValue.null, .integer(Int64.min), .integer(Int64.max), .real(-0.1), .text(""),
    .text("it's; DROP é\u{0}x"),
    .blob([]), .blob([0, 255, 0]),
  ])
  func everyKindOfValueComesBackAsItWas(value: SQLValue) throws {
    let database = try open()
    let back: SQLValue? = try database.write { connection in
      try connection.first("SELECT ?1, typeof(?1)", [value]) { row in
        switch row.text(1) {
        case "null": .null
        case "integer": .integer(row.integer(0))
        case "real": .real(row.real(0))
        case "text": .text(row.text(0))
        default: .blob(row.bytes(0))
        }
      }
    }
    #expect(back == value)
  }

  @Test func aThrowRollsBackTheWholeTransaction() throws {
    struct Stop: Error {}
    let database = try open()
    #expect(throws: Stop.self) {
      try database.write { connection in
        try add("one", connection)
        throw Stop()
      }
    }
    try database.write { try add("two", $0) }
    #expect(try names(database) == ["two"])
  }

  @Test func anInnerTransactionIsUndoneAlone() throws {
    struct Stop: Error {}
    let database = try open()
    try database.write { connection in
      try add("outer", connection)
      try? connection.transaction {
        try add("inner", connection)
        throw Stop()
      }
      try connection.transaction { try add("kept", connection) }
    }
    #expect(try names(database) == ["outer", "kept"])
  }

  @Test func aQueryMayRunInsideItsOwnLoop() throws {
    let database = try open()
    try database.write { connection in
      for name in ["a", "b", "c"] { try add(name, connection) }
    }
    let pairs = try database.read { connection in
      try connection.rows("SELECT name FROM things ORDER BY id") { outer in
        let inner = try connection.rows("SELECT name FROM things ORDER BY id") { $0.text(0) }
        return outer.text(0) + inner.joined()
      }
    }
    #expect(pairs == ["aabc", "babc", "cabc"])
  }

  @Test func aReaderSeesTheSnapshotAtWhichItBegan() throws {
    let database = try open()
    try database.write { try add("before", $0) }
    try database.read { connection in
      let count = try connection.integer("SELECT COUNT(*) FROM things")
      try database.write { try add("during", $0) }
      #expect(try connection.integer("SELECT COUNT(*) FROM things") == count)
    }
    #expect(try names(database) == ["before", "during"])
  }

  @Test func readersCannotWrite() throws {
    let database = try open()
    #expect(throws: Fault.self) { try database.read { try add("no", $0) } }
  }

  @Test func manyThreadsReadWhileOneWrites() async throws {
    let database = try open()
    // Every transaction adds two rows, so no snapshot ever shows an odd number.
    await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for number in 0..<100 {
          try database.write { connection in
            try connection.execute("INSERT INTO things (name) VALUES (?)", [.text("\(number)")])
            try connection.execute("INSERT INTO things (name) VALUES (?)", [.text("\(number)")])
          }
        }
      }
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<100 {
            let count = try database.read { try $0.integer("SELECT COUNT(*) FROM things") }
            #expect(count.isMultiple(of: 2))
          }
        }
      }
    }
    #expect(try names(database).count == 200)
    #expect(try database.integrityProblems() == [])
  }

  @Test func aViolatedForeignKeyIsAFault() throws {
    let linked = Schema(
      applicationID: 1,
      migrations: [
        Migration(
          1, "parents",
          """
          CREATE TABLE parents (id INTEGER PRIMARY KEY);
          CREATE TABLE children (parent INTEGER REFERENCES parents (id));
          """)
      ])
    let database = try Database(at: path, schema: linked)
    let fault = #expect(throws: Fault.self) {
      try database.write { try $0.execute("INSERT INTO children VALUES (7)") }
    }
    #expect(fault?.code == "store.constraint")
  }

  @Test func aFileThatIsNoDatabaseIsRefusedWithARemedy() throws {
    try folder.write(Array(repeating: UInt8(0x5A), count: 8_192), to: "test.sqlite")
    let fault = #expect(throws: Fault.self) { try open() }
    #expect(fault?.code == "store.corrupt")
    #expect(fault?.path == path)
    #expect(fault?.remedy.isEmpty == false)
  }

  @Test func damagedPagesAreFoundAndReported() throws {
    do {
      let database = try open()
      try database.write { connection in
        for number in 0..<2_000 { try add("name \(number)", connection) }
      }
      try database.checkpoint()
    }
    let file = try FileHandle(forUpdating: URL(filePath: path.display))
    try file.seek(toOffset: 3 * 8_192)
    try file.write(contentsOf: Data(repeating: 0xA5, count: 8_192))
    try file.close()
    let database = try open()
    let fault = #expect(throws: Fault.self) { try names(database) }
    #expect(fault?.code == "store.corrupt")
    #expect(try database.integrityProblems() != [])
  }

  @Test func whatIsCommittedSurvivesWithoutClosing() throws {
    let database = try open()
    try database.write(.power) { try add("kept", $0) }
    // A second process would see this: the file and its log, copied while the first is open.
    let copy = folder.url.appending(path: "copy.sqlite")
    try FileManager.default.copyItem(at: URL(filePath: path.display), to: copy)
    try FileManager.default.copyItem(
      at: URL(filePath: path.display + "-wal"), to: URL(filePath: copy.path + "-wal"))
    let reopened = try Database(at: FilePath(copy.path), schema: schema)
    #expect(try names(reopened) == ["kept"])
  }
}
