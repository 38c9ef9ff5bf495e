import Core
import Foundation
import Objects
import TestSupport
import Testing

@Suite struct BucketStoreTests {
  private let folder: TemporaryFolder
  private let store: BucketStore

  init() throws {
    folder = try TemporaryFolder()
    store = try BucketStore(at: folder.path.appending("objects"), name: "images")
  }

  private func draft(_ bytes: [UInt8]) throws -> ObjectDraft {
    let draft = try store.draft()
    try draft.write(bytes[...])
    return draft
  }

  @discardableResult
  private func put(_ bytes: [UInt8], _ key: String) throws -> StoredObject {
    try store.put(draft(bytes), as: key, tag: "t", ObjectFacts(mediaType: "x/y", notes: ["a": "b"]))
  }

  private func bytes(_ key: String) throws -> [UInt8]? {
    guard let object = try store.object(key), let descriptor = try store.open(object) else {
      return nil
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    return try Array(file.readToEnd() ?? Data())
  }

  private var files: [String] {
    let found = FileManager.default.enumerator(atPath: store.folder.appending("data").display)
    return (found?.compactMap { $0 as? String } ?? []).filter { $0.contains("/") }.sorted()
  }

  @Test func objectsAreKeptReplacedAndRemoved() throws {
    try put([1, 2, 3], "a")
    let object = try #require(try store.object("a"))
    #expect(object.bytes == 3 && object.mediaType == "x/y" && object.notes == ["a": "b"])
    #expect(try bytes("a") == [1, 2, 3])
    try put([4], "a")
    #expect(try bytes("a") == [4] && files.count == 1)
    #expect(try store.remove("a"))
    #expect(try !store.remove("a") && store.object("a") == nil && files.isEmpty)
  }

  /// No word of a client becomes a path.
  @Test(arguments: ["../../x", "/etc/passwd", "a/../../b", ".", "..", "a\u{0}b", "ü/ \n", "con."])
  func keysNeverBecomePaths(key: String) throws {
    try put([7], key)
    #expect(try bytes(key) == [7])
    #expect(files.count == 1 && files[0].wholeMatch(of: /[0-9a-f]{2}\/[0-9a-f]{32}/) != nil)
    #expect(
      try store.page(prefix: "", delimiter: "", after: "", limit: 9).objects.map(\.key) == [key])
  }

  @Test func whatWasNotKeptLeavesNothing() throws {
    do { _ = try draft([1, 2]) }
    let left = try FileManager.default.contentsOfDirectory(
      atPath: store.folder.appending(".incoming").display)
    #expect(left.isEmpty && files.isEmpty)
  }

  @Test func moreThanTheDiskHasIsRefusedBeforehand() {
    #expect { try store.draft(expecting: 1 << 60) } throws: { ($0 as? Fault)?.code == "disk.full" }
  }

  @Test func partsArePutTogether() throws {
    let upload = try store.beginUpload("whole", ObjectFacts())
    let large = [UInt8](repeating: 1, count: Int(BucketStore.partMinimum))
    let (one, two) = ("5c9a66a3a1a43b8a4e2b4bc1e3b30ed5", "93b885adfe0da089cdf634904fd59f71")
    try store.put(draft([9]), asPart: 1, of: upload, tag: two)
    try store.put(draft(large), asPart: 1, of: upload, tag: one)
    try store.put(draft([2]), asPart: 7, of: upload, tag: two)
    #expect(try store.parts(of: upload).map(\.number) == [1, 7])
    func problem(_ parts: [(Int, String)]) -> BucketStore.PartsProblem? {
      do { _ = try store.complete(upload, of: parts.map { (number: $0.0, tag: $0.1) }) } catch {
        return error as? BucketStore.PartsProblem
      }
      return nil
    }
    #expect(problem([]) == .invalidPart && problem([(2, one)]) == .invalidPart)
    #expect(problem([(1, two)]) == .invalidPart)
    #expect(problem([(7, two), (1, one)]) == .notInOrder)
    let object = try store.complete(upload, of: [(number: 1, tag: one), (number: 7, tag: two)])
    #expect(object.tag.hasSuffix("-2") && object.bytes == Int64(large.count) + 1)
    #expect(try bytes("whole") == large + [2])
    #expect(files.count == 1)
    #expect(problem([(1, one)]) == .noSuchUpload)
  }

  @Test func smallPartsAreRefusedAndAbortedOnesGo() throws {
    let upload = try store.beginUpload("whole", ObjectFacts())
    for number in 1...2 { try store.put(draft([1]), asPart: number, of: upload, tag: "ab") }
    #expect(throws: BucketStore.PartsProblem.tooSmall) {
      try store.complete(upload, of: [(number: 1, tag: "ab"), (number: 2, tag: "ab")])
    }
    try store.abort(upload)
    #expect(files.isEmpty)
    #expect(throws: BucketStore.PartsProblem.noSuchUpload) {
      try store.put(draft([1]), asPart: 1, of: upload, tag: "ab")
    }
    #expect(files.isEmpty)
  }

  /// Against a plain filter of all keys, page by page.
  @Test func listingsAreThoseOfAPlainFilter() throws {
    let keys = ["a", "a/b", "a/b/c", "a/d", "a0", "b/", "b/x", "é", "a/b%", "a/b_", "A"]
    for key in keys { try put([1], key) }
    let sorted = keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for prefix in ["", "a", "a/", "a/b", "x", "b/"] {
      for delimiter in ["", "/"] {
        for limit in [1, 2, 1_000] {
          var (found, prefixes, after, pages) = ([String](), [String](), "", 0)
          repeat {
            let page = try store.page(
              prefix: prefix, delimiter: delimiter, after: after, limit: limit)
            #expect(page.objects.count + page.prefixes.count <= limit)
            found += page.objects.map(\.key)
            prefixes += page.prefixes
            after = page.next ?? ""
            pages += 1
          } while !after.isEmpty && pages < 50
          let there = sorted.filter { $0.hasPrefix(prefix) }
          func common(_ key: String) -> String? {
            let rest = key.dropFirst(prefix.count)
            return delimiter.isEmpty
              ? nil : rest.firstIndex(of: "/").map { prefix + rest[...$0] }
          }
          #expect(found == there.filter { common($0) == nil }, "\(prefix) \(delimiter) \(limit)")
          #expect(Set(prefixes).count == prefixes.count)
          #expect(Set(prefixes) == Set(there.compactMap(common)), "\(prefix) \(limit)")
        }
      }
    }
  }

  /// What a crash leaves goes with a later start; what is younger may be another process's.
  @Test func filesWithoutARowGo() throws {
    try put([1], "kept")
    let stray = try folder.write([1], to: "objects/data/ab/0123")
    for (age, stays) in [(0.0, true), (7_200, false)] {
      for file in files {
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSinceNow: -age)],
          ofItemAtPath: store.folder.appending("data").appending(file).display)
      }
      _ = try BucketStore(at: store.folder, name: "images")
      #expect(FileManager.default.fileExists(atPath: stray.path) == stays)
      #expect(try bytes("kept") == [1])
    }
  }

  @Test func anObjectHasASecondName() throws {
    let object = try put([1, 2], "a")
    let place = folder.path.appending("second")
    try store.link(object, to: place)
    try store.remove("a")
    #expect(try Array(Data(contentsOf: folder.url.appending(path: "second"))) == [1, 2])
    #expect { try store.link(object, to: place) } throws: { ($0 as? Fault)?.code == "file.missing" }
  }
}
