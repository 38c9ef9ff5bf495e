import Core
import Foundation
import Review
import ReviewFixtures
import TestSupport
import Testing

/// Random trees are staged or arranged, restored, approved to the trash and undone by a process that is killed
/// with SIGKILL before a random change to the file system. Whatever is undone afterwards must give
/// the tree as it was, to the byte.
@Suite(.serialized)
struct CrashTests {
  /// `SEMBLANCE_CRASH_TREES=1000` for the long run.
  static let trees =
    ProcessInfo.processInfo.environment["SEMBLANCE_CRASH_TREES"].flatMap { Int($0) } ?? 100

  @Test(arguments: ["run", "arrange"])
  func nothingIsLostWhenKilledAnywhere(mode: String) throws {
    try #require(CrashHelper.executable != nil, "the helper is built with the tests")
    let (mounted, folder) = (try MountedDisk(bytes: 64 << 20), try TemporaryFolder())
    let disk = mounted?.path ?? folder.path
    var kills = 0
    for seed in 0..<UInt64(Self.trees) {
      kills += try killAndUndo(mode, seed: seed, disk: disk)
    }
    // Most runs must really have been killed, or the test says nothing.
    #expect(kills > Self.trees * 3 / 4, "\(kills) kills in \(Self.trees) trees")
  }

  /// A permanent removal that is killed leaves every unit whole or gone, and nothing else touched.
  @Test func aKilledRemovalTakesUnitsWhole() throws {
    try #require(CrashHelper.executable != nil, "the helper is built with the tests")
    var kills = 0
    for seed in 0..<UInt64(20) {
      let memory = OtherFileSystem()
      let folder = try TemporaryFolder()
      let scenario = ReviewScenario(
        seed: seed, folder: memory?.path ?? folder.path, elsewhere: nil)
      scenario.build()
      try scenario.stage()
      let before = TreeSnapshot(of: scenario.home)
      let units = try scenario.open().staged()
      var generator = SeededGenerator(seed: seed)
      let ending = try CrashHelper.run(
        "remove", scenario, killAt: Int.random(in: 1...12, using: &generator))
      if ending == .killed { kills += 1 }
      let left = try scenario.open().staged().map(\.id)
      for unit in units {
        let isLeft = left.contains(unit.id)
        for file in unit.files { #expect(RawFiles.exists(file.path) == isLeft, "seed \(seed)") }
      }
      let staged = Set(units.flatMap(\.files).map { $0.path.relative(to: scenario.home)!.display })
      let lost = before.differences(to: TreeSnapshot(of: scenario.home)).filter { line in
        !staged.contains(String(line.dropFirst("lost ".count))) && !line.contains("_review_dupes")
      }
      #expect(lost.isEmpty, "seed \(seed)")
    }
    #expect(kills > 10)
  }

  /// - Returns: how many times a process was killed.
  private func killAndUndo(_ mode: String, seed: UInt64, disk: FilePath) throws -> Int {
    var generator = SeededGenerator(seed: seed &* 7919)
    let steps = try stepCount(mode, seed: seed, disk: disk)
    let memory = OtherFileSystem()
    let scenario = Self.scenario(seed, memory, disk)
    scenario.build()
    let before = TreeSnapshot(of: scenario.home)
    var kills = 0
    let first = try CrashHelper.run(
      mode, scenario, killAt: Int.random(in: 1...steps, using: &generator))
    if first == .killed { kills += 1 } else { #expect(first == .finished, "seed \(seed)") }
    // And killed again while it recovers, and once more.
    for _ in 0..<Int.random(in: 0...2, using: &generator) {
      let again = try CrashHelper.run(
        "recover", scenario, killAt: Int.random(in: 1...20, using: &generator))
      if again == .killed { kills += 1 } else { #expect(again == .finished, "seed \(seed)") }
    }
    let session = try scenario.open()
    for unit in session.recovery.units { #expect(unit.faults.isEmpty, "seed \(seed)") }
    try scenario.undoAll(session)
    let differences = before.differences(to: TreeSnapshot(of: scenario.home))
    #expect(differences.isEmpty, "\(mode) \(seed): \(differences)")
    #expect(session.arrangedByMoving().isEmpty, "seed \(seed)")
    #expect(session.staged().isEmpty, "seed \(seed)")
    for place in ["files", "info"] {
      #expect(RawFiles.names(in: scenario.trash.appending(place)).isEmpty, "seed \(seed)")
    }
    #expect(RawFiles.names(in: scenario.elsewhere!).isEmpty, "seed \(seed)")
    return kills
  }

  /// The library in memory, where making things durable costs nothing and a kill is the same; on
  /// `disk` what is staged to another file system.
  private static func scenario(
    _ seed: UInt64, _ memory: OtherFileSystem?, _ disk: FilePath
  ) -> ReviewScenario {
    let elsewhere = disk.appending("elsewhere-\(seed)-\(UInt64.random(in: 0 ... .max))")
    RawFiles.makeFolder(elsewhere)
    return ReviewScenario(
      seed: seed, folder: memory?.path ?? disk.appending("own-\(UInt64.random(in: 0 ... .max))"),
      elsewhere: elsewhere)
  }

  /// How many changes the scenario makes when nobody kills it; it must then undo too.
  private func stepCount(_ mode: String, seed: UInt64, disk: FilePath) throws -> Int {
    let memory = OtherFileSystem()
    let scenario = Self.scenario(seed, memory, disk)
    scenario.build()
    let before = TreeSnapshot(of: scenario.home)
    let counter = StepCounter()
    if mode == "arrange" {
      try scenario.runArranging(calls: counter.calls)
    } else {
      try scenario.run(calls: counter.calls)
    }
    try scenario.undoAll(try scenario.open())
    let differences = before.differences(to: TreeSnapshot(of: scenario.home))
    #expect(differences.isEmpty, "\(mode) \(seed): \(differences)")
    return counter.count
  }
}
