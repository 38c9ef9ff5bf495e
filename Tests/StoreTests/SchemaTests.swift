import Core
import Store
import TestSupport
import Testing

@Suite struct SchemaTests {
  let folder: TemporaryFolder
  let path: FilePath

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path.appending("test.sqlite")
  }

  private let first = Migration(1, "one", "CREATE TABLE one (value INTEGER)")
  private let second = Migration(
    2, "two", "ALTER TABLE one ADD COLUMN other INTEGER; UPDATE one SET other = value * 2;")

  private func version(_ database: Database) throws -> Int64 {
    try database.read { try $0.integer("PRAGMA user_version") }
  }

  @Test func anOldDatabaseIsBroughtForwardWithItsRows() throws {
    do {
      let old = try Database(at: path, schema: Schema(applicationID: 7, migrations: [first]))
      try old.write { try $0.execute("INSERT INTO one VALUES (21)") }
      #expect(try version(old) == 1)
    }
    let schema = Schema(applicationID: 7, migrations: [first, second])
    let database = try Database(at: path, schema: schema)
    #expect(try version(database) == 2)
    #expect(try database.read { try $0.integer("SELECT other FROM one") } == 42)
  }

  @Test func aStepThatFailsLeavesTheDatabaseAtTheStepBefore() throws {
    let broken = Migration(2, "broken", "CREATE TABLE half (x); CREATE TABLE half (x);")
    #expect(throws: Fault.self) {
      try Database(at: path, schema: Schema(applicationID: 7, migrations: [first, broken]))
    }
    let database = try Database(at: path, schema: Schema(applicationID: 7, migrations: [first]))
    #expect(try version(database) == 1)
    #expect(
      try database.read {
        try $0.integer("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'half'")
      } == 0)
  }

  @Test func aNewerSchemaIsRefusedAndLeftAlone() throws {
    _ = try Database(at: path, schema: Schema(applicationID: 7, migrations: [first, second]))
    let fault = #expect(throws: Fault.self) {
      try Database(at: path, schema: Schema(applicationID: 7, migrations: [first]))
    }
    #expect(fault?.code == "store.newer")
    #expect(fault?.source == .user)
  }

  @Test func anotherApplicationsDatabaseIsRefused() throws {
    _ = try Database(at: path, schema: Schema(applicationID: 8, migrations: [first]))
    let fault = #expect(throws: Fault.self) {
      try Database(at: path, schema: Schema(applicationID: 7, migrations: [first]))
    }
    #expect(fault?.code == "store.foreign")
  }

  @Test func severalThreadsMayOpenANewDatabaseAtOnce() async throws {
    let schema = Schema(applicationID: 7, migrations: [first, second])
    let path = path
    let versions = try await withThrowingTaskGroup(of: Int64.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let database = try Database(at: path, schema: schema)
          return try database.read { try $0.integer("PRAGMA user_version") }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(versions == Array(repeating: 2, count: 8))
  }
}
