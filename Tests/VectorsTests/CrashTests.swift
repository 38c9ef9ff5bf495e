import Core
import Foundation
import TestSupport
import Testing
import VectorFixtures
import Vectors

/// A process that appends, seals, merges, links and replaces the manifest is killed with SIGKILL
/// before a random change to the file system, writes torn to 64 bytes. Afterwards the index must
/// hold exactly what the truth holds after some change that is no earlier than the last acknowledged
/// one: nothing lost, nothing half, nothing wrong.
@Suite(.serialized)
struct CrashTests {
  /// `SEMBLANCE_CRASH_ROUNDS=1000` for the long run.
  static let rounds =
    ProcessInfo.processInfo.environment["SEMBLANCE_CRASH_ROUNDS"].flatMap { Int($0) } ?? 60

  @Test func nothingAcknowledgedIsLost() throws {
    try #require(CrashHelper.executable != nil, "the helper is built with the tests")
    var (kills, torn, seed): ([DiskChange: Int], Int, UInt64) = ([:], 0, 0)
    while kills.values.reduce(0, +) < Self.rounds, seed < UInt64(2 * Self.rounds) {
      let folder = try ScratchFolder()
      let scenario = VectorScenario(seed: seed, folder: folder.path)
      var random = SeededGenerator(seed: seed)
      var changes = try changeCounts(seed)
      // Only what opens an index after a torn write cuts it off.
      changes[.cut] = 1
      var acknowledged = 0
      // Killed again and again on its way, early and late, before any kind of change.
      for _ in 0..<6 where acknowledged < VectorScenario.changes {
        let kind = DiskChange.allCases.randomElement(using: &random)!
        let number = Int.random(in: 1...max(2, changes[kind, default: 0] / 2), using: &random)
        let ending = try CrashHelper.run(scenario, kill: (kind, kind == .cut ? 1 : number))
        #expect(ending.failure == nil, "seed \(seed)")
        if ending.isKilled { kills[kind, default: 0] += 1 }
        acknowledged = max(acknowledged, ending.acknowledged)
        // Half of the time the next process finds what the killed one left.
        let opens = Bool.random(using: &random)
        torn += try check(scenario, from: &acknowledged, opens: opens) ? 1 : 0
      }
      let ending = try CrashHelper.run(scenario, kill: nil)
      #expect(ending.failure == nil && !ending.isKilled, "seed \(seed)")
      acknowledged = VectorScenario.changes
      _ = try check(scenario, from: &acknowledged, opens: true)
      seed += 1
    }
    print("killed before: \(kills.map { "\($0.key) \($0.value)" }.sorted()), \(torn) torn")
    #expect(kills.values.reduce(0, +) >= Self.rounds)
    // Some kills must have come in the middle of a change, or the test says little.
    #expect(torn > 0, "\(kills)")
    for kind in [DiskChange.create, .append, .write, .synchronise, .rename, .remove] {
      #expect(kills[kind, default: 0] > 0, "no kill before \(kind)")
    }
  }

  /// Reads what was left and compares it with the truth.
  ///
  /// - Parameters:
  ///   - acknowledged: the last change known to be there; becomes that which is there.
  ///   - opens: also for writing, which repairs it.
  /// - Returns: whether an unfinished change was found at the end.
  private func check(
    _ scenario: VectorScenario, from acknowledged: inout Int, opens: Bool
  ) throws -> Bool {
    // A killed process may not have come to making an index.
    let manifest = scenario.folder.appending("manifest")
    guard FileManager.default.fileExists(atPath: manifest.display) else {
      #expect(acknowledged == 0)
      return false
    }
    // First as a reader that touches nothing, then as the next writer.
    let reader = try VectorSnapshot(at: scenario.folder)
    var (snapshots, recovered): ([VectorSnapshot], Bool) = ([reader], false)
    if opens {
      let index = try scenario.open()
      #expect(try VectorIndex.verify(at: scenario.folder) == [])
      snapshots.append(index.snapshot())
      recovered = index.recovered != nil
    }
    for snapshot in snapshots {
      let watermark = Int(snapshot.watermark)
      #expect(watermark >= acknowledged, "seed \(scenario.seed)")
      #expect(watermark <= VectorScenario.changes)
      let truth = try scenario.truth(after: watermark)
      #expect(snapshot.count == truth.count, "seed \(scenario.seed) after \(watermark)")
      #expect(try sorted(snapshot) == sorted(truth), "seed \(scenario.seed) after \(watermark)")
      let query = (0..<16).map { Float(($0 * 7 + watermark) % 5) - 2.5 }
      let found = try snapshot.nearest(to: [query], limit: 200, within: nil)
      #expect(try found == truth.nearest(to: [query], limit: 200, within: nil))
    }
    acknowledged = max(acknowledged, Int(reader.watermark))
    return recovered
  }

  private struct Entry: Hashable {
    var row: Int64
    var vector: [Float]
  }

  private func sorted(_ snapshot: VectorSnapshot) throws -> [Entry] {
    var entries: [Entry] = []
    try snapshot.forEachVector { entries.append(Entry(row: $0, vector: $1)) }
    return entries.sorted { ($0.row, $0.vector[0]) < ($1.row, $1.vector[0]) }
  }

  private func sorted(_ truth: FlatReference) throws -> [Entry] {
    truth.vectors.map { Entry(row: $0.row, vector: $0.vector) }
      .sorted { ($0.row, $0.vector[0]) < ($1.row, $1.vector[0]) }
  }

  /// How many changes to the file system a whole life makes.
  private func changeCounts(_ seed: UInt64) throws -> [DiskChange: Int] {
    let folder = try ScratchFolder()
    let ending = try CrashHelper.run(
      VectorScenario(seed: seed, folder: folder.path), kill: nil)
    #expect(ending.failure == nil && ending.acknowledged == VectorScenario.changes)
    return ending.changes
  }
}

/// A folder in memory where there is one: flushing costs nothing there, and a kill is the same.
private final class ScratchFolder {
  private let url: URL
  var path: FilePath { FilePath(url.path) }

  init() throws {
    let memory = URL(filePath: "/dev/shm")
    let isThere = FileManager.default.isWritableFile(atPath: memory.path)
    let parent = isThere ? memory : FileManager.default.temporaryDirectory
    url = parent.appending(path: "semblance-vectors-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
