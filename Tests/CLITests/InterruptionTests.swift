import Foundation
import Glibc
import TestSupport
import Testing

/// An index that is stopped, politely or not, loses nothing and is finished by the next.
@Suite(.serialized) struct InterruptionTests {
  private static let count = 240

  private static func makePictures(in semblance: Semblance) throws {
    for seed in 0..<UInt64(count) {
      try Pictures.write(
        Pictures.bitmap(seed: seed % 200, width: 160, height: 120), to: "\(seed % 7)/\(seed).bmp",
        in: semblance.pictures)
    }
  }

  @Test func killedAnywhereTheLibraryEndsUpTheSame() throws {
    let (undisturbed, killed) = (try Semblance(), try Semblance())
    for semblance in [undisturbed, killed] { try Self.makePictures(in: semblance) }
    let began = ContinuousClock.now
    #expect(try undisturbed.run("index", "-q", "pictures").code == 0)
    let whole = began.duration(to: .now) / .seconds(1)
    var generator = SeededGenerator(seed: 4)
    var kills = 0
    for _ in 0..<6 {
      let pause = Double.random(in: 0.02...max(0.1, whole * 0.6), using: &generator)
      let ending = try killed.interrupt(
        ["index", "-q", "-j", "1", "pictures"], with: SIGKILL, after: pause)
      kills += ending.wasKilled ? 1 : 0
    }
    #expect(kills >= 2, "a run that was not killed proves nothing")
    #expect(try killed.run("index", "-q", "pictures").code == 0)
    let (one, other) = (
      try undisturbed.run("export", "--below", "pictures"),
      try killed.run("export", "--below", "pictures")
    )
    #expect(one.code == 0)
    #expect(one.output.split(separator: UInt8(ascii: "\n")).count == Self.count)
    #expect(one.output == other.output)
    #expect(try killed.run("doctor").code == 0)
  }

  @Test func controlCStopsWithinASecond() throws {
    let semblance = try Semblance()
    try Self.makePictures(in: semblance)
    let stopped = try semblance.interrupt(
      ["index", "-j", "1", "pictures"], with: SIGINT, after: 0.15)
    #expect(stopped.result.code == 130)
    #expect(stopped.delay < .seconds(1))
    #expect(stopped.result.errors.contains("goes on from here"))
    let rest = try semblance.run("index", "--json")
    #expect(rest.code == 0)
    #expect((rest.json as? [String: Any])?["found"] as? Int == Self.count)
  }

  @Test func watchingIndexesWhatComesAndStops() throws {
    let semblance = try Semblance()
    try Pictures.write(Pictures.bitmap(seed: 1), to: "a.bmp", in: semblance.pictures)
    let pictures = semblance.pictures
    let writer = Thread {
      Thread.sleep(forTimeInterval: 1)
      try? Pictures.write(Pictures.bitmap(seed: 2), to: "b.bmp", in: pictures)
    }
    writer.start()
    let watch = try semblance.interrupt(["index", "--watch", "pictures"], with: SIGINT, after: 3)
    #expect(watch.result.code == 130)
    #expect(watch.delay < .seconds(1))
    #expect(watch.result.text.contains("1 indexed"), "\(watch.result.text)")
    let status = try semblance.run("status", "--json").json as? [String: Any]
    #expect(status?["files"] as? Int == 2)
    #expect((status?["folders"] as? [Any])?.count == 1)
  }
}
