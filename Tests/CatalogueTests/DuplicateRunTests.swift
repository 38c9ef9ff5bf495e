import Catalogue
import Core
import TestSupport
import Testing

@Suite struct DuplicateRunTests {
  let folder: TemporaryFolder
  let catalogue: Catalogue
  let rows: [(image: ImageID, file: FileID)]

  init() throws {
    folder = try TemporaryFolder()
    catalogue = try Catalogue(at: folder.path)
    rows = try catalogue.writer().transaction { transaction in
      try (0..<4).map { try transaction.put($0, at: FilePath("/p/\($0).jpg")) }
    }
  }

  private func run(_ options: String) -> DuplicateRun {
    let group = DuplicateGroup(
      kind: "edited", confidence: 87.5,
      members: [
        DuplicateMember(file: rows[2].file, isBest: true, reasons: ["largest", "has metadata"]),
        DuplicateMember(file: rows[0].file, isBest: false),
      ],
      links: [
        DuplicateLink(
          first: rows[0].image, second: rows[2].image, kind: "cropped", distance: 31,
          residual: 0.125, confidence: 87.5, detail: #"{"turn":"rotate90"}"#)
      ])
    let exact = DuplicateGroup(kind: "exact", confidence: 100, members: [], links: [])
    return DuplicateRun(
      options: options, startedAt: Timestamp(rawValue: 1), finishedAt: Timestamp(rawValue: 2),
      groups: [group, exact])
  }

  @Test func aRunComesBackWithItsGroupsInOrder() throws {
    #expect(try catalogue.reader().lastDuplicateRun() == nil)
    let id = try catalogue.writer().transaction { try $0.putDuplicateRun(run("{}")) }
    #expect(try catalogue.reader().lastDuplicateRun() == id)
    #expect(try catalogue.reader().duplicateRun(id) == run("{}"))
    #expect(try catalogue.reader(owner: "other").duplicateRun(id) == nil)
  }

  @Test func oldRunsGoWithEverythingOfTheirs() throws {
    let ids = try (0..<4).map { number in
      try catalogue.writer().transaction {
        try $0.putDuplicateRun(run(#"{"n":\#(number)}"#), keeping: 2)
      }
    }
    #expect(try catalogue.reader().duplicateRun(ids[1]) == nil)
    #expect(try catalogue.reader().duplicateRun(ids[2])?.options == #"{"n":2}"#)
    #expect(try catalogue.integrityProblems() == [])
  }

  @Test func decisionsOutliveMovesAndCanBeTakenBack() throws {
    let pair = ImagePair(rows[3].image, rows[1].image)
    #expect(pair.first < pair.second)
    try catalogue.writer().transaction { transaction in
      try transaction.putNotDuplicates(pair, note: "twins")
      try transaction.moveFile(rows[1].file, to: "/q/new.jpg", identity: Samples.identity(1))
    }
    #expect(try catalogue.reader().notDuplicates() == [pair])
    #expect(try catalogue.reader().notDuplicateDecisions().map(\.note) == ["twins"])
    #expect(try catalogue.writer().transaction { try $0.removeNotDuplicates(pair) })
    #expect(try !catalogue.writer().transaction { try $0.removeNotDuplicates(pair) })
    #expect(try catalogue.reader().notDuplicates().isEmpty)
  }
}
