import Core
import Files
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

/// A watcher that runs on a thread of its own and keeps what it reports.
private final class Watching: Sendable {
  private let reported = Mutex<[[FilePath]]>([])
  private let finished = Mutex(false)
  private let token = CancellationToken()

  init(_ roots: [FilePath], _ options: ScanOptions = ScanOptions()) throws {
    let ready = DispatchSemaphore(value: 0)
    Thread { [self] in
      let watcher = try? FolderWatcher(
        roots: roots, options: options, quietPeriod: .milliseconds(60),
        maximumWait: .milliseconds(600))
      ready.signal()
      try? watcher?.run(cancellation: token) { batch in reported.withLock { $0.append(batch) } }
      finished.withLock { $0 = true }
    }.start()
    ready.wait()
  }

  var batches: [[FilePath]] { reported.withLock { $0 } }
  var isFinished: Bool { finished.withLock { $0 } }

  /// Waits until what was reported satisfies a condition; the paths reported since the last call.
  func wait(until isEnough: (Set<FilePath>) -> Bool) -> Set<FilePath> {
    let deadline = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < deadline {
      let paths = Set(batches.joined())
      if isEnough(paths) { break }
      usleep(10_000)
    }
    return reported.withLock { batches in
      defer { batches = [] }
      return Set(batches.joined())
    }
  }

  func wait(for path: FilePath) -> Set<FilePath> {
    wait { paths in paths.contains { path.isInside($0) } }
  }

  func cancel() { token.cancel() }
  deinit { token.cancel() }
}

@Suite(.serialized) struct FolderWatcherTests {
  let folder: TemporaryFolder
  var root: FilePath { folder.path }

  init() throws { folder = try TemporaryFolder() }

  private func move(_ old: String, to new: String) {
    #expect(rename(folder.url.path + "/" + old, folder.url.path + "/" + new) == 0)
  }

  @Test func filesMadeChangedAndRemovedAreReported() throws {
    let watching = try Watching([root])
    defer { watching.cancel() }
    try folder.write([1], to: "a.jpg")
    #expect(watching.wait(for: root.appending("a.jpg")) == [root.appending("a.jpg")])
    try folder.write([1, 2], to: "a.jpg")
    #expect(!watching.wait(for: root.appending("a.jpg")).isEmpty)
    move("a.jpg", to: "b.jpg")
    #expect(
      watching.wait { $0.count == 2 } == [root.appending("a.jpg"), root.appending("b.jpg")])
    unlink(folder.url.path + "/b.jpg")
    #expect(watching.wait(for: root.appending("b.jpg")) == [root.appending("b.jpg")])
  }

  @Test func whatTheScanWouldLeaveOutIsNotReported() throws {
    try folder.write("skipped/\n".utf8, to: ".semblanceignore")
    try folder.write([1], to: "skipped/x.jpg")
    try folder.write([1], to: ".hidden/x.jpg")
    let watching = try Watching([root])
    defer { watching.cancel() }
    for name in ["skipped/y.jpg", ".hidden/y.jpg", "notes.txt", ".z.jpg", "@eaDir/q.jpg"] {
      try folder.write([1], to: name)
    }
    usleep(150_000)
    try folder.write([1], to: "last.jpg")
    #expect(watching.wait(for: root.appending("last.jpg")) == [root.appending("last.jpg")])
    // Once the rule is gone the folder is watched.
    try folder.write("".utf8, to: ".semblanceignore")
    #expect(watching.wait(for: root.appending("skipped/x.jpg")).contains(root))
    try folder.write([1], to: "skipped/z.jpg")
    #expect(!watching.wait(for: root.appending("skipped/z.jpg")).isEmpty)
  }

  @Test func aBurstOfTwoThousandFilesLosesNothing() throws {
    let watching = try Watching([root])
    defer { watching.cancel() }
    var names: [FilePath] = []
    for index in 0..<2000 {
      let name = "\(index % 50)/\(index).jpg"
      try folder.write([1], to: name)
      names.append(root.appending(name))
    }
    let paths = watching.wait { paths in
      names.allSatisfy { name in paths.contains(name) || paths.contains(name.parent!) }
    }
    #expect(names.filter { !paths.contains($0) && !paths.contains($0.parent!) } == [])
  }

  @Test func deepFoldersMadeAtOnceAreWatchedToTheBottom() throws {
    let watching = try Watching([root])
    defer { watching.cancel() }
    try folder.write([1], to: "a/b/c/d/e.jpg")
    #expect(!watching.wait(for: root.appending("a/b/c/d/e.jpg")).isEmpty)
    try folder.write([1], to: "a/b/c/d/f.jpg")
    #expect(
      watching.wait(for: root.appending("a/b/c/d/f.jpg")) == [root.appending("a/b/c/d/f.jpg")])
  }

  @Test func aMovedFolderIsReportedUnderBothNamesAndStillWatched() throws {
    try folder.write([1], to: "old/inner/a.jpg")
    let watching = try Watching([root])
    defer { watching.cancel() }
    move("old", to: "new")
    #expect(watching.wait { $0.count == 2 } == [root.appending("old"), root.appending("new")])
    try folder.write([1], to: "new/inner/b.jpg")
    #expect(
      watching.wait(for: root.appending("new/inner/b.jpg"))
        == [root.appending("new/inner/b.jpg")])
    // Made and filled by a move before its watch can be placed.
    mkdir(folder.url.path + "/third", 0o755)
    move("new/inner", to: "third/inner")
    let paths = watching.wait { $0.contains(root.appending("third")) && $0.count >= 2 }
    #expect(paths.contains(root.appending("new/inner")))
    try folder.write([1], to: "third/inner/c.jpg")
    #expect(!watching.wait(for: root.appending("third/inner/c.jpg")).isEmpty)
  }

  @Test func foldersMovedOutAndInAreNoticed() throws {
    let outside = try TemporaryFolder()
    try folder.write([1], to: "a/b.jpg")
    let watching = try Watching([root])
    defer { watching.cancel() }
    #expect(rename(folder.url.path + "/a", outside.url.path + "/a") == 0)
    #expect(watching.wait(for: root.appending("a")) == [root.appending("a")])
    try outside.write([1], to: "a/c.jpg")
    usleep(150_000)
    #expect(watching.batches.isEmpty)
    #expect(rename(outside.url.path + "/a", folder.url.path + "/a") == 0)
    #expect(watching.wait(for: root.appending("a")) == [root.appending("a")])
    try folder.write([1], to: "a/d.jpg")
    #expect(watching.wait(for: root.appending("a/d.jpg")) == [root.appending("a/d.jpg")])
  }

  @Test func aRootThatGoesAwayIsWaitedFor() throws {
    try folder.write([1], to: "root/a.jpg")
    let root = root.appending("root")
    let watching = try Watching([root])
    defer { watching.cancel() }
    move("root", to: "elsewhere")
    #expect(watching.wait(for: root) == [root])
    move("elsewhere", to: "root")
    #expect(watching.wait(for: root) == [root])
    try folder.write([1], to: "root/b.jpg")
    #expect(watching.wait(for: root.appending("b.jpg")) == [root.appending("b.jpg")])
  }

  @Test func changesThatNeverPauseAreReportedAfterTheLongestWait() throws {
    let watching = try Watching([root])
    defer { watching.cancel() }
    let start = ContinuousClock.now
    while ContinuousClock.now - start < .seconds(2), watching.batches.isEmpty {
      try folder.write([1], to: "a.jpg")
      usleep(10_000)
    }
    #expect(!watching.batches.isEmpty)
  }

  @Test func linkedFoldersAreWatchedOnDemandWithoutLoops() throws {
    let outside = try TemporaryFolder()
    try outside.write([1], to: "in/a.jpg")
    symlink(outside.url.path, folder.url.path + "/link")
    symlink(folder.url.path, folder.url.path + "/loop")
    var options = ScanOptions()
    options.followsSymlinks = true
    let watching = try Watching([root], options)
    defer { watching.cancel() }
    try outside.write([1], to: "in/b.jpg")
    let changed = root.appending("link/in/b.jpg")
    #expect(watching.wait(for: changed) == [changed])
  }

  @Test func cancellingTakesLessThanAFifthOfASecond() throws {
    let watching = try Watching([root])
    usleep(50_000)
    let start = ContinuousClock.now
    watching.cancel()
    while !watching.isFinished, ContinuousClock.now - start < .seconds(5) { usleep(2000) }
    #expect(watching.isFinished)
    #expect(ContinuousClock.now - start < .milliseconds(400), "with room for a busy machine")
  }

  private static let queueLength =
    (try? String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8))
    .flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) } ?? .max

  @Test(.enabled(if: queueLength <= 20_000, "needs a queue short enough to be filled"))
  func lostChangesLeadToARescanAndNewWatches() throws {
    let watcher = try FolderWatcher(roots: [root], quietPeriod: .milliseconds(50))
    // Nobody reads the queue meanwhile: two changes a file, then a folder whose making is lost.
    for index in 0...(Self.queueLength / 2) {
      close(open(folder.url.path + "/\(index).jpg", O_CREAT | O_WRONLY, 0o600))
    }
    try folder.write([1], to: "late/a.jpg")
    let token = CancellationToken()
    // Ends the test when the second batch never comes.
    Thread {
      sleep(30)
      token.cancel()
    }.start()
    var batches: [[FilePath]] = []
    #expect(throws: Cancelled.self) {
      try watcher.run(cancellation: token) { batch in
        batches.append(batch)
        if batches.count == 1 { try folder.write([1], to: "late/b.jpg") } else { token.cancel() }
      }
    }
    #expect(batches == [[root], [root.appending("late/b.jpg")]])
    #expect(watcher.watchedFolderCount == 2)
  }

  @Test func aMarkIsAChangeOfItsFolder() throws {
    try folder.write([1], to: "a/x.jpg")
    let watching = try Watching([root])
    try folder.write([], to: "a/x.cropped")
    let inner = root.appending("a")
    #expect(watching.wait(for: inner) == [inner])
    try folder.write([1], to: "a/x.yaml")
    try FileManager.default.removeItem(at: folder.url.appending(path: "a/x.cropped"))
    #expect(watching.wait(for: inner) == [inner])
  }
}
