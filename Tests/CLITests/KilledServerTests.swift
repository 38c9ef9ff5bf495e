import Foundation
import Glibc
import TestSupport
import Testing

/// A server that is killed while pictures are sent keeps what it acknowledged, whole, and nothing half.
@Suite(
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"), "needs curl"))
struct KilledServerTests {
  /// Sends picture after picture; one that is acknowledged is noted with its id.
  private static let sender = """
    n=$FROM
    while curl -sf -m 60 -H 'X-Semblance: 1' -F "file=@pictures/$n.bmp" "$URL/api/images" > answer.$FROM
    do
      echo "$n $(cat answer.$FROM)" >> acknowledged
      n=$((n + 1))
    done
    """

  @Test func whatWasAcknowledgedIsThereAndWhole() throws {
    let semblance = try Semblance()
    let (rounds, most) = (4, 60)
    var generator = SeededGenerator(seed: 11)
    for round in 0..<rounds {
      for number in 0..<most {
        try Pictures.write(
          Pictures.bitmap(seed: UInt64(round * most + number), width: 160, height: 120),
          to: "\(round * most + number).bmp", in: semblance.pictures)
      }
    }
    for round in 0..<rounds {
      let server = try ServingProcess(semblance)
      semblance.environment["URL"] = server.address
      semblance.environment["FROM"] = "\(round * most)"
      let (sending, output, errors) = try semblance.start(
        ["-c", Self.sender], executable: URL(filePath: "/bin/bash"))
      Thread.sleep(forTimeInterval: .random(in: 0.4...1.2, using: &generator))
      _ = try server.stop(with: SIGKILL)
      _ = try semblance.finish(sending, output, errors)
    }
    let server = try ServingProcess(semblance)
    let rest = try server.curl("\"$URL/api/jobs/events?until=idle\"")
    #expect(rest.code == 0, "\(rest.errors)")
    let noted = try String(
      contentsOf: semblance.folder.url.appending(path: "acknowledged"), encoding: .utf8)
    let lines = noted.split(separator: "\n")
    #expect(lines.count >= rounds, "a server that took nothing in proves nothing")
    for line in lines {
      let number = try #require(line.split(separator: " ").first)
      let id = try #require(line.firstMatch(of: /"id":"([0-9A-Z]{26})"/)?.1)
      let check = try server.curl(
        "-f \"$URL/api/images/\(id)/original\" | cmp - pictures/\(number).bmp "
          + "&& curl -sSf \"$URL/api/images/\(id)/thumbnail\" > /dev/null "
          + "&& curl -sSf -H 'X-Semblance: 1' -F file=@pictures/\(number).bmp \"$URL/api/images\"")
      // Sent again it is the one that is there.
      #expect(check.code == 0 && check.text.contains("\"duplicate\""), "\(line) \(check.errors)")
      #expect(check.text.contains(id), "\(check.text)")
    }
    // Every kept file has its row, and every row its file and all that is made of it.
    let kept = try semblance.shell("find library/uploads -name '*.bmp' -not -path '*/.*' | wc -l")
    let status = try server.curl("\"$URL/api/index/status\"").json as? [String: Any]
    #expect(status?["total_images"] as? Int == Int(kept.text.dropLast()))
    #expect(status?["failed_files"] as? Int == 0)
    let failed = try server.curl("\"$URL/api/jobs?state=failed\"").text
    #expect(failed.hasPrefix("{\"jobs\":[],"), "\(failed)")
    #expect(try server.stop().code == 0)
    let exported = try semblance.run("export").text.split(separator: "\n")
    #expect(exported.count == Int(kept.text.dropLast()))
    #expect(exported.allSatisfy { $0.contains("\"perceptual_hash\":\"") })
    #expect(try semblance.run("doctor").code == 0)
  }
}
