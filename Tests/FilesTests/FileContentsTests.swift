import Core
import Files
import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct FileContentsTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func fault(_ path: FilePath, limit: Int64 = 1000, followsSymlinks: Bool = true) -> Fault?
  {
    do throws(Fault) {
      let contents = try FileContents(
        reading: path, limit: limit, followsSymlinks: followsSymlinks)
      _ = contents.count
      return nil
    } catch {
      return error
    }
  }

  @Test func everyByteIsRead() throws {
    for count in [0, 1, 4095, 4096, 300_000] {
      var generator = SeededGenerator(seed: UInt64(count))
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      try folder.write(bytes, to: "file")
      let contents = try FileContents(reading: folder.path.appending("file"), limit: Int64(count))
      #expect(contents.withBytes { Array($0) } == bytes)
      #expect(contents.identity.size == Int64(count))
    }
  }

  @Test func theLimitIsLookedAtFirst() throws {
    try folder.write([1, 2, 3], to: "file")
    let path = folder.path.appending("file")
    #expect(fault(path, limit: 2)?.code == "file.too-large")
    #expect(fault(path, limit: 3) == nil)
    // A sparse file of a terabyte: memory for it is never asked for.
    #expect(truncate(folder.url.path + "/file", 1 << 40) == 0)
    #expect(fault(path)?.code == "file.too-large")
  }

  @Test(.timeLimit(.minutes(1))) func whatIsNoRegularFileIsRefusedWithoutWaiting() throws {
    #expect(mkfifo(folder.url.path + "/pipe", 0o600) == 0)
    #expect(fault(folder.path.appending("pipe"))?.code == "file.not-regular")
    #expect(fault(folder.path)?.code == "file.not-regular")
    #expect(fault("/dev/zero")?.code == "file.not-regular")
    #expect(fault(folder.path.appending("nowhere"))?.code == "file.missing")
  }

  @Test func linksAreReadThroughUnlessForbidden() throws {
    try folder.write([7], to: "file")
    symlink("file", folder.url.path + "/link")
    let link = folder.path.appending("link")
    #expect(fault(link) == nil)
    #expect(fault(link, followsSymlinks: false)?.code == "file.symlink-loop")
  }

  @Test(.timeLimit(.minutes(1))) func aFileThatShrinksMeanwhileIsReadWholeOrRefused() async throws {
    let path = folder.path.appending("file")
    let (size, place) = (400_000, folder.url.path + "/file")
    try folder.write([UInt8](repeating: 0, count: size), to: "file")
    let stop = CancellationToken()
    let writer = Thread {
      let descriptor = open(place, O_WRONLY)
      var value: UInt8 = 0
      while !stop.isCancelled {
        value = value == 0 ? 1 : 0
        let bytes = [UInt8](repeating: value, count: size)
        _ = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, size, 0) }
        usleep(2000)
        // Shrinks it now and then: a mapping would raise SIGBUS here.
        ftruncate(descriptor, off_t(size / 2))
        usleep(500)
      }
      close(descriptor)
    }
    writer.start()
    defer { stop.cancel() }
    var changed = 0
    for _ in 0..<200 {
      do throws(Fault) {
        let contents = try FileContents(reading: path, limit: .max)
        #expect(contents.withBytes { $0.count } == Int(contents.identity.size))
      } catch {
        #expect(error.code == "file.changed")
        changed += 1
      }
    }
    #expect(changed < 200)
  }
}

@Suite struct ContentDigestTests {
  /// Examples of FIPS 180-4 (NIST's "Secure Hashing Algorithms" example values) and the empty text.
  @Test(arguments: [
    ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ])
  func publishedVectors(text: String, times: Int, expected: String) throws {
    let bytes = Array(String(repeating: text, count: times).utf8)
    #expect(bytes.withUnsafeBytes { ContentDigest.sha256($0) }.hex == expected)

    let folder = try TemporaryFolder()
    try folder.write(bytes, to: "file")
    #expect(try ContentDigest.sha256(ofFile: folder.path.appending("file")).hex == expected)

    var hasher = SHA256Hasher()
    for start in stride(from: 0, to: bytes.count, by: 777) {
      bytes[start..<min(start + 777, bytes.count)].withUnsafeBytes { hasher.update($0) }
    }
    #expect(hasher.finish().hex == expected)
  }

  @Test func manyThreadsHashAtOnce() async {
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<32 {
        group.addTask {
          Array("abc".utf8).withUnsafeBytes { ContentDigest.sha256($0) }.hex.hasPrefix("ba7816bf")
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}

@Suite struct AtomicFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.url.path)) ?? []).sorted()
  }

  @Test(arguments: [true, false]) func aFileIsMadeAndReplaced(durable: Bool) throws {
    let path = folder.path.appending("file")
    try AtomicFile.write([], to: path, durable: durable)
    try AtomicFile.write([1, 2, 3], to: path, durable: durable)
    #expect(try FileContents(reading: path, limit: 3).withBytes { Array($0) } == [1, 2, 3])
    #expect(names == ["file"])
  }

  @Test func failureLeavesTheOldFileAndNothingElse() throws {
    // A folder that is not empty cannot be replaced by a file: the last step fails.
    try folder.write([9], to: "taken/inside")
    let fault = #expect(throws: Fault.self) {
      try AtomicFile.write([1], to: folder.path.appending("taken"), durable: true)
    }
    #expect(fault?.path == folder.path.appending("taken"))
    #expect(names == ["taken"])
  }

  @Test func aMissingFolderIsNamed() throws {
    let path = folder.path.appending("missing/file")
    let fault = #expect(throws: Fault.self) {
      try AtomicFile.write([1], to: path, durable: true)
    }
    #expect(fault?.code == "file.missing" && fault?.path == path)
    #expect(names == [])
  }

  @Test func aBareNameIsWrittenToTheCurrentFolder() throws {
    let name = FilePath("semblance-test-\(UInt64.random(in: .min ... .max))")
    try AtomicFile.write([1], to: name, durable: true)
    #expect(name.withCString { unlink($0) } == 0)
  }
}
