import ArchiveFixtures
import Core
import Foundation
import TestSupport
import Testing

@testable import Engine

/// Documents of archives that are damaged anywhere are read or refused, and never more than that.
@Suite struct ArchiveDocumentFuzzTests {
  private let folder: TemporaryFolder
  private let library: Library

  init() throws {
    folder = try TemporaryFolder()
    library = try Library(at: folder.path.appending("library"))
    let packs = folder.path.appending("packs")
    let mesh = ShapeModel(seed: 1, detail: 6).binarySTL()
    try folder.write(
      ZipWriter.bytes([
        PackedFile("a.bmp", DrawnPicture.bitmap(seed: 1)), PackedFile("a.stl", mesh),
      ]), to: "packs/one.zip")
    try folder.write(TarWriter.bytes([PackedFile("b.stl", mesh)]), to: "packs/two.tar")
    let report = try library.indexArchives([packs])
    #expect(report.indexed == 2)
  }

  @Test(arguments: ArchiveDocument.allCases)
  func damage(_ kind: ArchiveDocument) throws {
    var good: [UInt8] = []
    try library.exportArchives(kind) { good += $0 }
    let whole = try ArchiveDocumentReader(good, below: nil)
    #expect(whole.kind == kind && whole.archives.count == 2)
    var (read, refused) = (0, 0)
    Damage.forEach(of: good, count: Damage.rounds(200), seed: 8) { bytes in
      do throws(Fault) {
        _ = try ArchiveDocumentReader(bytes, below: nil)
        read += 1
      } catch {
        #expect(error.code.name.hasPrefix("import.archives-"), "\(error)")
        refused += 1
      }
    }
    #expect(refused > 50, "\(read) were read")
  }
}
