import Core
import Foundation
import Glibc
import ReviewFixtures
import TestSupport
import Testing

@testable import Review

@Suite struct MovingTests {
  @Test func everyByteOfAPathComesBackFromTheJournal() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<2_000 {
      let count = Int.random(in: 1...12, using: &generator)
      let bytes = (0..<count).map { _ in UInt8.random(in: 1...255, using: &generator) }
      let path = FilePath(bytes: bytes)
      let coded = try JSONEncoder().encode([EncodedPath(path)])
      #expect(try JSONDecoder().decode([EncodedPath].self, from: coded)[0].path == path)
    }
    for text in ["café", "cafe\u{301}", "100%41", "a\nb", "写真"] {
      #expect(EncodedPath(text: EncodedPath(FilePath(text)).text)?.path == FilePath(text))
    }
    #expect(EncodedPath(FilePath("写真/a.jpg")).text == "写真/a.jpg", "a person can read it")
    #expect(EncodedPath(text: "50%") == nil)
  }

  @Test func theChecksumIsTheStandardOne() {
    #expect(CyclicChecksum.crc32(Array("123456789".utf8)) == 0xCBF4_3926)
  }

  @Test func movingNeverReplaces() throws {
    let folder = try TemporaryFolder()
    let (from, to) = (folder.path.appending("a"), folder.path.appending("b"))
    for move in [SystemCalls.move, SystemCalls.moveByLinking] {
      RawFiles.write([1], to: from)
      RawFiles.write([2], to: to)
      #expect(throws: Fault.self) { try move(SystemCalls())(from, to) }
      #expect((RawFiles.read(from), RawFiles.read(to)) == ([1], [2]))
      RawFiles.remove(to)
      try move(SystemCalls())(from, to)
      #expect(!RawFiles.exists(from) && RawFiles.read(to) == [1])
    }
  }

  /// Where the kernel cannot rename without replacing, a crash may leave a file with two names.
  @Test(arguments: [false, true])
  func aFileWithBothNamesIsSettled(_ restArrived: Bool) throws {
    let folder = try TemporaryFolder()
    let names = ["a.jpg", "a.txt"].map { folder.path.appending($0) }
    let targets = ["t.jpg", "t.txt"].map { folder.path.appending($0) }
    for name in names { RawFiles.write(name.bytes, to: name) }
    let moves = try names.indices.map { index in
      let identity = try FileEntry.regular(names[index]).identity
      return MoveRecord(
        file: index, from: EncodedPath(names[index]), to: EncodedPath(targets[index]),
        stamp: FileStamp(identity), modified: identity.modified)
    }
    #expect(link(names[0].display, targets[0].display) == 0)
    if restArrived { #expect(rename(names[1].display, targets[1].display) == 0) }
    let intent = IntentRecord(
      action: 1, unit: UnitID(action: 1, number: 1), place: .staged, moves: moves, folders: [])
    let settling = UnitMover(calls: SystemCalls(), token: "t").settle(.init(intent: intent))
    #expect(settling.arrived == [restArrived, restArrived] && settling.faults.isEmpty)
    #expect(RawFiles.names(in: folder.path).count == 2)
    #expect(RawFiles.exists((restArrived ? targets : names)[0]))
  }

  @Test func somebodyElsesFileAtTheTargetIsNeverTouched() throws {
    let folder = try TemporaryFolder()
    let (from, to) = (folder.path.appending("a"), folder.path.appending("b"))
    RawFiles.write([1], to: from)
    RawFiles.write([1], to: to)
    let identity = try FileEntry.regular(from).identity
    let move = MoveRecord(
      file: 0, from: EncodedPath(from), to: EncodedPath(to), stamp: FileStamp(identity),
      modified: identity.modified)
    let intent = IntentRecord(
      action: 1, unit: UnitID(action: 1, number: 1), place: .staged, moves: [move], folders: [])
    let settling = UnitMover(calls: SystemCalls(), token: "t").settle(.init(intent: intent))
    #expect(settling.arrived == [false])
    #expect(RawFiles.exists(from) && RawFiles.exists(to))
  }
}
