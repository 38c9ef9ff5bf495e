import Foundation
import Glibc
import TestSupport
import Testing

/// The server as a person runs it.
@Suite(
  .enabled(
    if: ["curl", "openssl"].allSatisfy {
      FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
    },
    "needs curl and openssl"))
struct ServeCommandTests {
  private static func makeCertificate(in semblance: Semblance) throws {
    let made = try semblance.shell(
      """
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 \
      -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
      -keyout key.pem -out cert.pem && openssl genrsa -out other.pem 2048
      """)
    #expect(made.code == 0, "\(made.errors)")
  }

  @Test func httpsWithACertificate() throws {
    let semblance = try Semblance()
    try Self.makeCertificate(in: semblance)
    let server = try ServingProcess(
      semblance, "--tls-cert", "cert.pem", "--tls-key", "key.pem")
    #expect(server.address.hasPrefix("https://127.0.0.1:"))
    let health = try server.curl("--cacert cert.pem $URL/healthz")
    #expect(health.code == 0 && health.text == "{\"status\":\"ok\"}", "\(health.errors)")
    #expect(try server.curl("--cacert cert.pem --tls-max 1.1 $URL/healthz").code != 0)
    let plain = try server.curl("${URL/https/http}/healthz")
    #expect(!plain.text.contains("ok"))
    #expect(try server.stop().code == 0)
  }

  @Test func whatIsNoPairIsRefused() throws {
    let semblance = try Semblance()
    try Self.makeCertificate(in: semblance)
    for (options, word) in [
      (["--tls-cert", "cert.pem"], "--tls-key"),
      (["--tls-cert", "cert.pem", "--tls-key", "other.pem"], "belong together"),
      (["--tls-cert", "key.pem", "--tls-key", "key.pem"], "PEM"),
      (["--tls-cert", "none.pem", "--tls-key", "key.pem"], "none.pem"),
    ] {
      let result = try semblance.run(["serve", "--port", "0"] + options)
      #expect(result.code != 0 && result.errors.contains(word), "\(options): \(result.errors)")
    }
  }

  @Test func listedOriginsMayAsk() throws {
    let semblance = try Semblance()
    #expect(try semblance.run("serve", "--cors", "*").code == 64)
    let server = try ServingProcess(semblance, "--cors", "https://photos.example")
    let asked = try server.curl(
      "-i -X OPTIONS -H 'Origin: https://photos.example' "
        + "-H 'Access-Control-Request-Method: POST' $URL/api/search")
    #expect(asked.text.contains("Access-Control-Allow-Origin: https://photos.example"))
    let other = try server.curl("-i -H 'Origin: https://other.example' $URL/healthz")
    #expect(!other.text.contains("Access-Control"))
    #expect(try server.stop().code == 0)
  }

  @Test func answersArePackedForWhoCanUnpack() throws {
    let server = try ServingProcess(try Semblance())
    let sizes = try server.curl(
      "-o plain -w '%{size_download} ' $URL/api/openapi.json; "
        + "curl -sS --compressed -o packed -w '%{size_download}' $URL/api/openapi.json; "
        + "cmp plain packed")
    #expect(sizes.code == 0, "\(sizes.errors)")
    let numbers = sizes.text.split(separator: " ").compactMap { Int($0) }
    #expect(numbers.count == 2 && numbers[1] * 4 < numbers[0], "\(numbers)")
    #expect(try server.stop(with: SIGINT).code == 0)
  }

  @Test func variablesThatCannotCountAreNamed() throws {
    let semblance = try Semblance()
    for (name, value, word) in [
      ("MODEL_DEVICE", "tpu", "MODEL_DEVICE is tpu"), ("BATCH_SIZE", "none", "BATCH_SIZE is none"),
      ("MODEL_NAME", "nothing-such", "no model called nothing-such"), ("API_PORT", "x", "API_PORT"),
    ] {
      semblance.environment[name] = value
      let port = name == "API_PORT" ? [] : ["--port", "0"]
      let result = try semblance.run(["serve"] + port)
      #expect(result.code != 0 && result.errors.contains(word), "\(name): \(result.errors)")
      semblance.environment[name] = nil
    }
    for (name, value) in [
      ("EMBED_URL", "http://embed:8000"), ("QDRANT_URL", "http://qdrant:6333"),
      ("ENABLE_QUANTIZATION", "false"), ("BATCH_SIZE", "16"), ("MODEL_DEVICE", "cpu"),
    ] {
      semblance.environment[name] = value
    }
    let ended = try ServingProcess(semblance).stop()
    #expect(ended.code == 0)
    for name in ["EMBED_URL", "QDRANT_URL", "ENABLE_QUANTIZATION"] {
      #expect(ended.errors.contains("\(name) is "), "\(ended.errors)")
    }
    #expect(!ended.errors.contains("BATCH_SIZE"))
  }

  /// Ctrl-C and systemd's SIGTERM alike: the scan goes on with the next start.
  @Test func aStopParksTheScanAndTheNextStartGoesOn() throws {
    let semblance = try Semblance()
    for seed in 0..<UInt64(300) {
      try Pictures.write(
        Pictures.bitmap(seed: seed % 200, width: 320, height: 240), to: "\(seed).bmp",
        in: semblance.pictures)
    }
    let first = try ServingProcess(semblance, "--root", "pictures")
    let begun = try first.curl(
      "-d '{\"paths\":[\"\(semblance.pictures.path)\"]}' -H 'Content-Type: application/json' "
        + "$URL/api/index/scan")
    #expect(begun.text.contains("job_id"), "\(begun.text)")
    #expect(try first.stop().code == 0)
    let before = try semblance.run("status", "--json").json as? [String: Any]
    #expect((before?["files"] as? Int ?? 0) < 300, "a scan that was done proves nothing")
    let second = try ServingProcess(semblance)
    let jobs = try second.curl(
      "\"$URL/api/jobs/events?until=idle\" > /dev/null; curl -sS $URL/api/jobs")
    #expect(jobs.text.contains("\"kind\":\"scan\""), "\(jobs.text)")
    #expect(try second.stop().code == 0)
    let after = try semblance.run("status", "--json").json as? [String: Any]
    #expect(after?["files"] as? Int == 300)
  }
}
