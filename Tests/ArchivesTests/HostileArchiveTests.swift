import ArchiveFixtures
import Archives
import Core
import TestSupport
import Testing

/// What archives do that are made to harm, or damaged, or locked.
@Suite struct HostileArchiveTests {
  private func failure(
    _ bytes: [UInt8], _ limits: ArchiveLimits = .standard
  ) -> String? {
    do {
      _ = try ArchiveWalk.walked(bytes, GatheringVisitor(), limits: limits)
      return nil
    } catch { return (error as? Fault)?.code.name ?? "\(error)" }
  }

  @Test func aBombIsRefused() {
    var limits = ArchiveLimits()
    limits.freeBytes = 1 << 20
    let zeros = [UInt8](repeating: 0, count: 3 << 20)
    let bomb = ZipWriter.bytes([PackedFile("a.png", zeros)], deflates: true)
    #expect(failure(bomb, limits) == "archive.bomb")
    #expect(failure(bomb) == nil)
    let tar = ZipWriter.gzipped(TarWriter.bytes([PackedFile("a", zeros)]))
    #expect(failure(tar, limits) == "archive.bomb")
    let outer = ZipWriter.bytes([PackedFile("inner.zip", bomb)], deflates: true)
    #expect(failure(outer, limits) == "archive.bomb")
  }

  @Test func aHundredThousandEntriesAreRefused() {
    let empty = TarWriter.bytes((0..<100_000).map { PackedFile("\($0)", []) })
    #expect(failure(empty) == "archive.too-many-entries")
  }

  @Test func limitsOnBytesAndTimeHold() throws {
    let bytes = TarWriter.bytes([PackedFile("a", [UInt8](repeating: 1, count: 5000))])
    var limits = ArchiveLimits()
    limits.maximumBytes = 4999
    #expect(failure(bytes, limits) == "archive.too-large")
    limits = ArchiveLimits()
    limits.maximumEntryBytes = 4999
    #expect(failure(bytes, limits) == "archive.too-large")
    limits = ArchiveLimits()
    limits.maximumSeconds = -1
    #expect(failure(bytes, limits) == "archive.too-slow")
  }

  @Test func encryptedArchivesAreTold() throws {
    #expect(failure(try ArchiveWalkTests.fixture("encrypted-names.7z")) == "archive.encrypted")
    for name in ["encrypted-data.7z", "encrypted.zip"] {
      let bytes = try ArchiveWalkTests.fixture(name)
      let (contents, visitor) = try ArchiveWalk.walked(bytes, GatheringVisitor())
      #expect(
        contents.issues.map(\.code.name) == ["archive.entry-encrypted", "archive.entry-encrypted"])
      #expect(contents.files.map(\.name) == ["a.txt", "folder/b.txt"], "\(name)")
      #expect(contents.files.allSatisfy { $0.crc == nil })
      #expect(visitor.whole.isEmpty)
    }
  }

  @Test func whatIsNoArchiveIsSaidToBeNone() throws {
    #expect(failure(Array("<html>not found</html>".utf8)) == "archive.unknown")
    #expect(failure([]) == "archive.unknown")
    #expect(failure(DrawnPicture.bitmap(seed: 1)) == "archive.unknown")
  }

  @Test func aDamagedArchiveWithinIsAnIssue() throws {
    let inner = Array(RarWriter.five(ArchiveWalkTests.files).dropLast(14))
    let bytes = ZipWriter.bytes([
      PackedFile("inner.rar", inner), PackedFile("page.zip", "<html>".utf8),
      PackedFile("a.txt", "a".utf8),
    ])
    let contents = try ArchiveWalk.walked(bytes, GatheringVisitor()).contents
    #expect(contents.issues.map(\.code.name).contains("archive.unknown"))
    #expect(contents.issueCount == 2)
    #expect(contents.files.last?.name == "a.txt")
  }

  @Test(arguments: ArchiveWalkTests.Packing.allCases)
  func aTruncatedArchiveFailsOrIsShorter(packing: ArchiveWalkTests.Packing) throws {
    let bytes = try packing.bytes(ArchiveWalkTests.files)
    for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 97)) {
      do {
        let read = try ArchiveWalk.walked(Array(bytes[..<count]), GatheringVisitor())
        for (name, content) in read.visitor.whole {
          let packed = try #require(
            ArchiveWalkTests.files.first { String(decoding: $0.name, as: UTF8.self) == name })
          #expect(content == packed.bytes, "\(packing) cut at \(count): \(name)")
        }
      } catch let fault as Fault {
        #expect(fault.code.name.hasPrefix("archive."), "\(fault)")
      }
    }
  }

  /// A small deterministic fuzzer: `SEMBLANCE_FUZZ=100000` runs it longer.
  @Test(arguments: ArchiveWalkTests.Packing.allCases)
  func changedBytesNeverCrashIt(packing: ArchiveWalkTests.Packing) throws {
    let files =
      ArchiveWalkTests.files + [
        PackedFile("m.3mf", ShapeModel(seed: 3, detail: 4).project()),
        PackedFile("i.zip", ZipWriter.bytes(ArchiveWalkTests.files, deflates: true)),
      ]
    let good = try packing.bytes(files)
    try Damage.forEach(of: good, count: Damage.rounds(300), seed: 5) { bytes in
      do {
        let read = try ArchiveWalk.walked(bytes, GatheringVisitor())
        #expect(read.contents.files.count <= 50_000)
      } catch let fault as Fault { #expect(fault.source != .bug) }
    }
  }
}
