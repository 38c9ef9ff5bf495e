import Core
import Files
import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct FolderScannerTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func make(_ names: String...) throws {
    for name in names { try folder.write([1, 2, 3], to: name) }
  }

  @Test func picturesAreListedInTheOrderOfTheirBytes() throws {
    try make(
      "b/x.JPG", "a.jpg", "a/z.png", "a-b/c.webp", "a.b/d.HEIC", "notes.txt", "é.cr2", "noext")
    let scan = try Scan([folder.path])
    #expect(
      scan.names(below: folder.path) == [
        "a-b/c.webp", "a.b/d.HEIC", "a.jpg", "a/z.png", "b/x.JPG", "é.cr2",
      ])
    #expect(scan.paths == scan.paths.sorted())
    #expect(scan.issues.isEmpty)
    #expect(scan.pictures.allSatisfy { $0.identity.size == 3 && $0.identity.modified > 0 })
  }

  @Test func identityIsThatOfTheFileRead() throws {
    try make("a.jpg")
    let file = try #require(try Scan([folder.path]).pictures.first)
    let contents = try FileContents(reading: file.path, limit: 100)
    #expect(contents.identity == file.identity)
  }

  @Test func hiddenSystemAndSetAsideFoldersAreLeftOut() throws {
    try make(
      ".hidden/a.jpg", ".b.jpg", "@eaDir/c.jpg", "$RECYCLE.BIN/d.jpg", "_review_dupes/e.jpg",
      "node_modules/f.jpg", "Catalog.lrdata/g.jpg", "kept/h.jpg")
    #expect(try Scan([folder.path]).names(below: folder.path) == ["kept/h.jpg"])
    var options = ScanOptions()
    options.includesHidden = true
    options.excludedFolderNames = []
    #expect(try Scan([folder.path], options).pictures.count == 8)
  }

  @Test func globsIncludeAndExclude() throws {
    try make("2023/a.jpg", "2024/b.jpg", "2024/raw/c.cr2", "2024/raw/d.jpg", "x/2024/e.png")
    var options = ScanOptions()
    options.include = ["/2024"]
    #expect(
      try Scan([folder.path], options).names(below: folder.path)
        == ["2024/b.jpg", "2024/raw/c.cr2", "2024/raw/d.jpg"])
    options.include = ["**/*.{cr2,png}"]
    #expect(
      try Scan([folder.path], options).names(below: folder.path)
        == ["2024/raw/c.cr2", "x/2024/e.png"])
    options.exclude = ["raw/", "x/**"]
    #expect(try Scan([folder.path], options).pictures.isEmpty)
    options.include = []
    #expect(
      try Scan([folder.path], options).names(below: folder.path) == ["2023/a.jpg", "2024/b.jpg"])
  }

  @Test(arguments: ["[ab", "{a,b", "a\\", "", "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}"])
  func aGlobThatCannotMatchIsRefused(glob: String) throws {
    var options = ScanOptions()
    options.exclude = [glob]
    let fault = #expect(throws: Fault.self) { try options.validate() }
    #expect(fault?.code == "glob.malformed")
  }

  @Test func emptyFilesAreIssuesAndSmallOnesAreLeftOut() throws {
    try folder.write([], to: "empty.jpg")
    try folder.write([UInt8](repeating: 0, count: 10), to: "small.jpg")
    try folder.write([UInt8](repeating: 0, count: 11), to: "large.jpg")
    var options = ScanOptions()
    options.minimumSize = 11
    let scan = try Scan([folder.path], options)
    #expect(scan.names(below: folder.path) == ["large.jpg"])
    #expect(scan.codes == ["file.empty"])
    #expect(scan.issues.first?.path == folder.path.appending("empty.jpg"))
  }

  @Test func specialFilesAreNeverOpened() throws {
    try make("a.jpg")
    #expect(mkfifo(folder.url.appending(path: "pipe.jpg").path, 0o600) == 0)
    #expect(mkfifo(folder.url.appending(path: "pipe").path, 0o600) == 0)
    let scan = try Scan([folder.path])
    #expect(scan.names(below: folder.path) == ["a.jpg"])
    #expect(scan.codes == ["file.not-regular"])
  }

  @Test func namesOfAnyBytesAreListed() throws {
    let names: [FilePath] = [
      FilePath(bytes: [0xFF, 0xFE] + Array(".jpg".utf8)), "line\nbreak.jpg", "tab\t\u{1}.png",
      FilePath(bytes: Array("caf".utf8) + [0xE9] + Array("/x.jpg".utf8)), " .jpg",
      FilePath(String(repeating: "n", count: 251) + ".jpg"),
    ]
    for name in names {
      let path = folder.path.appending(name)
      _ = path.parent!.withCString { mkdir($0, 0o755) }
      try AtomicFile.write([1], to: path, durable: false)
    }
    let scan = try Scan([folder.path])
    #expect(Set(scan.paths.map { $0.relative(to: folder.path)! }) == Set(names))
    for path in scan.paths { #expect(try FileContents(reading: path, limit: 1).count == 1) }
  }

  @Test func linksAreFollowedOnDemandOnceAndWithoutLoops() throws {
    try make("z/real.jpg", "outside/photo.jpg")
    let (root, outside) = (folder.path.appending("z"), folder.path.appending("outside"))
    func link(_ name: String, to target: FilePath) {
      _ = root.appending(name).withCString { new in target.withCString { symlink($0, new) } }
    }
    link("a-loop", to: root)
    link("b-out", to: outside)
    link("c-out-again", to: outside)
    link("d-file.jpg", to: outside.appending("photo.jpg"))
    link("e-known.jpg", to: root.appending("real.jpg"))
    link("f-dangling.jpg", to: "/nonexistent")
    link("g-self.jpg", to: root.appending("g-self.jpg"))
    link("h-dangling", to: "/nonexistent")

    let plain = try Scan([root])
    #expect(plain.names(below: root) == ["real.jpg"] && plain.issues.isEmpty)

    var options = ScanOptions()
    options.followsSymlinks = true
    let scan = try Scan([root], options)
    #expect(scan.names(below: root) == ["real.jpg", "b-out/photo.jpg"])
    #expect(scan.codes == ["file.symlink-loop", "file.missing", "file.symlink-loop"])
  }

  @Test func hardLinksAreFilesOfTheirOwn() throws {
    try make("a.jpg")
    _ = link(folder.url.path + "/a.jpg", folder.url.path + "/b.jpg")
    let one = folder.path.appending("a.jpg")
    #expect(try Scan([folder.path, one]).names(below: folder.path) == ["a.jpg", "b.jpg"])
    #expect(try Scan([one, folder.path.appending("b.jpg")]).pictures.count == 2)
  }

  @Test func overlappingRootsAreListedOnceAndNamedOnesAlways() throws {
    try make("a/b/c.jpg", "a/d.jpg", "a/.hidden/e.jpg")
    let (outer, inner) = (folder.path.appending("a"), folder.path.appending("a/b"))
    #expect(try Scan([inner, outer, outer]).paths.sorted() == Scan([outer]).paths)
    let hidden = outer.appending(".hidden")
    #expect(
      try Scan([outer, hidden]).names(below: outer) == ["b/c.jpg", "d.jpg", ".hidden/e.jpg"])
  }

  @Test func aRootMayBeAFileOrMissing() throws {
    try make("photo", "b.jpg")
    let (file, missing) = (folder.path.appending("photo"), folder.path.appending("nowhere"))
    let scan = try Scan([missing, file, file])
    #expect(scan.paths == [file])
    #expect(scan.codes == ["file.missing"])
    #expect(scan.issues.first?.path == missing)
    #expect(try Scan([folder.path, folder.path.appending("b.jpg")]).paths.count == 1)
  }

  @Test func filesAndFoldersThatVanishMidwayDoNotStopTheScan() throws {
    try make("a/1.jpg", "b/2.jpg", "c/3.jpg")
    let scan = try Scan([folder.path]) { _ in
      try? FileManager.default.removeItem(at: folder.url.appending(path: "b"))
    }
    #expect(scan.names(below: folder.path) == ["a/1.jpg", "c/3.jpg"])
    #expect(scan.issues.isEmpty)
  }

  @Test func aFolderThatMayNotBeReadIsAnIssue() async throws {
    try make("a/1.jpg", "locked/2.jpg", "z/3.jpg")
    for name in ["", "a", "z"] { chmod(folder.url.appending(path: name).path, 0o755) }
    chmod(folder.url.appending(path: "locked").path, 0)
    defer { chmod(folder.url.appending(path: "locked").path, 0o755) }
    let root = folder.path
    let scan = try await Unprivileged.run { try Scan([root]) }
    #expect(scan.names(below: root) == ["a/1.jpg", "z/3.jpg"])
    #expect(scan.codes == ["file.permission"])
    #expect(scan.issues.first?.path == root.appending("locked"))
  }

  @Test func depthBeyondTheLongestPathIsAnIssueAndNoCrash() throws {
    let start = open(folder.url.path, O_RDONLY | O_DIRECTORY)
    var descriptor = start
    let name = String(repeating: "d", count: 100)
    for _ in 0..<60 {
      mkdirat(descriptor, name, 0o755)
      let next = openat(descriptor, name, O_RDONLY | O_DIRECTORY)
      close(descriptor)
      descriptor = next
    }
    close(descriptor)
    try make("e/after.jpg")
    let scan = try Scan([folder.path])
    #expect(scan.names(below: folder.path) == ["e/after.jpg"])
    #expect(scan.codes == ["file.name-too-long"])
    // Foundation cannot remove so deep a tree.
    let removal = try Process.run(URL(filePath: "/bin/rm"), arguments: ["-rf", folder.url.path])
    removal.waitUntilExit()
  }

  @Test func cancellationStopsTheScan() throws {
    for index in 0..<20 { try make("\(index).jpg") }
    let token = CancellationToken()
    var count = 0
    #expect(throws: Cancelled.self) {
      try FolderScanner(roots: [folder.path]).scan(cancellation: token) { _ in
        count += 1
        if count == 5 { token.cancel() }
      }
    }
    #expect(count == 5)
  }

  @Test func anIgnoreFileThatCannotBeReadIsAnIssue() throws {
    try make("a.jpg", ".semblanceignore/x")
    #expect(try Scan([folder.path]).codes == [])
    try make("b/c.jpg")
    #expect(mkfifo(folder.url.appending(path: "b/.semblanceignore").path, 0o600) == 0)
    let scan = try Scan([folder.path])
    #expect(scan.names(below: folder.path) == ["a.jpg", "b/c.jpg"])
    #expect(scan.codes == ["file.not-regular"])
  }

  @Test(.enabled(if: TestData.has("photos"), "needs the photographs of the test data"))
  func realFoldersAreListedWhole() throws {
    var options = ScanOptions()
    options.includesHidden = true
    options.excludedFolderNames = []
    options.ignoreFileName = ""
    let expected = TestData.files(under: "photos", extensions: ScanOptions.pictureExtensions)
    let scan = try Scan([FilePath(TestData.url("photos").path)], options)
    #expect(scan.pictures.count + scan.codes.filter { $0 == "file.empty" }.count == expected.count)
  }
}
