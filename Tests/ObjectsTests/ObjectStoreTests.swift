import Core
import Foundation
import Objects
import TestSupport
import Testing

@Suite struct ObjectStoreTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func store(isDurable: Bool = false) throws -> ObjectStore {
    try ObjectStore(at: folder.path.appending("things"), suffix: ".webp", isDurable: isDurable)
  }

  private func key(_ number: UInt64) -> SHA256Digest {
    var generator = SeededGenerator(seed: number)
    return SHA256Digest(
      words: generator.next(), generator.next(), generator.next(), generator.next())
  }

  @Test(arguments: [false, true])
  func objectsRoundTrip(isDurable: Bool) throws {
    let store = try store(isDurable: isDurable)
    for (number, bytes) in [[], [1], [UInt8](repeating: 7, count: 100_000)].enumerated() {
      let key = key(UInt64(number))
      #expect(try store.read(key) == nil)
      #expect(!store.contains(key))
      try store.write(bytes, as: key)
      #expect(try store.read(key) == bytes)
      #expect(store.length(of: key) == bytes.count)
    }
    #expect(try store.usage() == ObjectUsage(count: 3, bytes: 100_001))
  }

  @Test func theNameFollowsFromTheKey() throws {
    let key = try #require(SHA256Digest(hex: String(repeating: "0123456789abcdef", count: 4)))
    let path = try store().path(of: key)
    #expect(path.relative(to: folder.path) == FilePath("things/01/\(key.hex).webp"))
  }

  @Test func writingAgainReplaces() throws {
    let store = try store()
    try store.write([1, 2, 3], as: key(1))
    try store.write([4], as: key(1))
    #expect(try store.read(key(1)) == [4])
    #expect(try store.usage().count == 1)
  }

  @Test func aTruncatedObjectCountsAsMissing() throws {
    let store = try store()
    try store.write([1, 2, 3], as: key(1))
    let file = try FileHandle(forUpdating: URL(filePath: store.path(of: key(1)).display))
    try file.truncate(atOffset: 2)
    try file.close()
    #expect(try store.read(key(1), length: 3) == nil)
    #expect(try store.read(key(1), length: 2) == [1, 2])
  }

  @Test func removingSaysWhetherItWasThere() throws {
    let store = try store()
    try store.write([1], as: key(1))
    #expect(try store.remove(key(1)))
    #expect(try !store.remove(key(1)))
    #expect(try store.read(key(1)) == nil)
  }

  @Test func threadsThatWriteTheSameObjectsLeaveNothingBehind() async throws {
    let store = try store()
    let keys = (0..<20).map { key(UInt64($0)) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          for key in keys {
            try store.write([UInt8](repeating: 9, count: 10_000), as: key)
            #expect(try store.read(key)?.count == 10_000)
          }
        }
      }
      try await group.waitForAll()
    }
    let incoming = store.folder.appending(".incoming").display
    #expect(try FileManager.default.contentsOfDirectory(atPath: incoming) == [])
    #expect(try store.usage().count == 20)
  }

  @Test func whatACrashLeftIsRemovedOnceItIsOld() throws {
    let old = try folder.write([1], to: "things/.incoming/1-1")
    let new = try folder.write([1], to: "things/.incoming/1-2")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -7_200)], ofItemAtPath: old.path)
    _ = try store()
    #expect(!FileManager.default.fileExists(atPath: old.path))
    #expect(FileManager.default.fileExists(atPath: new.path), "another process may be writing it")
  }

  @Test func aFolderThatCannotBeMadeIsAFault() throws {
    try folder.write([1], to: "file")
    let fault = #expect(throws: Fault.self) {
      try ObjectStore(
        at: folder.path.appending("file/below"), suffix: "", isDurable: false)
    }
    #expect(fault?.path != nil)
  }
}
