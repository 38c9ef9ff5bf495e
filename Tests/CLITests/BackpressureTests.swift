import Foundation
import TestSupport
import Testing

/// A model that stands still is felt by who sends pictures, and by nobody else.
@Suite(
  .enabled(
    if: InstalledTools.runtime != nil && TestData.has("models/miniclip")
      && FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"),
    "needs ONNX Runtime (tools/runtime.sh), the test data's models/miniclip, and curl"))
struct BackpressureTests {
  @Test func aStalledModelFillsItsQueueAndThenRefuses() throws {
    let semblance = try Semblance()
    semblance.environment["SEMBLANCE_ORT"] = InstalledTools.runtime
    let model = TestData.url("models/miniclip").path
    #expect(try semblance.run("models", "add", model).code == 0)
    for seed in 1...7 {
      try Pictures.write(
        Pictures.bitmap(seed: UInt64(seed)), to: "\(seed).bmp", in: semblance.pictures)
    }
    let server = try ServingProcess(
      semblance, "--model", "miniclip", "--embedding-queue", "3")
    func ask(_ line: String) throws -> String { try server.curl("-w ' %{http_code}' \(line)").text }
    func send(_ number: Int) throws -> String {
      try ask("-i -H 'X-Semblance: 1' -F file=@pictures/\(number).bmp $URL/api/images")
    }
    // Jobs that pause make no vectors, as a model that hangs.
    _ = try ask("-X POST -H 'Content-Type: application/json' $URL/api/jobs/pause")
    for number in 1...3 { #expect(try send(number).hasSuffix(" 201")) }
    for number in 4...5 {
      let answer = try send(number)
      #expect(answer.hasSuffix(" 429"), "\(answer)")
      #expect(answer.contains("Retry-After: 30") && answer.contains("3 pictures wait"), "\(answer)")
    }
    let images = try ask("'$URL/api/images?limit=1'".replacing("'", with: "\""))
    #expect(images.contains("\"total\":3") && images.hasSuffix(" 200"), "\(images)")
    #expect(try ask("$URL/metrics").contains("semblance_embedding_queue 3"))
    #expect(try ask("$URL/healthz").hasSuffix(" 200"))
    let left = try semblance.shell("find library/uploads -name '*.part' | wc -l")
    #expect(left.text == "0\n", "what was refused is not kept")

    _ = try ask("-X POST -H 'Content-Type: application/json' $URL/api/jobs/resume")
    _ = try ask("\"$URL/api/jobs/events?until=idle\"")
    #expect(try ask("$URL/metrics").contains("semblance_embedding_queue 0"))
    for number in 4...6 { #expect(try send(number).hasSuffix(" 201")) }
    _ = try ask("\"$URL/api/jobs/events?until=idle\"")
    let metrics = try ask("$URL/metrics")
    #expect(
      metrics.contains("semblance_embeddings_total 6"), "every picture got its vector: \(metrics)")
    #expect(try server.stop().code == 0)
  }
}
