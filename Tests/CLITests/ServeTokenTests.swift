import Foundation
import TestSupport
import Testing

/// A server that asks for tokens, as a person runs it.
@Suite(
  .enabled(
    if: ["curl", "openssl"].allSatisfy {
      FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
    },
    "needs curl and openssl"))
struct ServeTokenTests {
  /// A token that openssl signs with the key in key.pem, for five minutes.
  private static let signing = """
    part() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
    sign() { openssl dgst -sha256 -sign key.pem -binary | part; }
    token() {
      message="$(printf '{"alg":"RS256"}' | part).$(printf '{"sub":"%s","scope":"%s","exp":%d}' \
    "$1" "$2" $(($(date +%s) + 300)) | part)"
      printf '%s.%s' "$message" "$(printf '%s' "$message" | sign)"
    }
    TOKEN=$(token ada read)
    """

  private static func makeKey(in semblance: Semblance) throws {
    let made = try semblance.shell(
      "openssl genrsa -out key.pem 2048 && openssl rsa -in key.pem -pubout -out public.pem")
    #expect(made.code == 0, "\(made.errors)")
  }

  @Test func othersMayAskWithAToken() throws {
    let semblance = try Semblance()
    try Self.makeKey(in: semblance)
    semblance.environment["JWT_PUBLIC_KEY"] = try String(
      contentsOf: semblance.folder.url.appending(path: "public.pem"), encoding: .utf8
    ).replacing("\n", with: "\\n")
    semblance.environment["JWT_USER"] = "ada"
    let server = try ServingProcess(semblance, "--host", "0.0.0.0")
    let port = try #require(server.address.split(separator: ":").last)
    let answers = try semblance.shell(
      """
      \(Self.signing)
      at=http://127.0.0.1:\(port)
      for path in /healthz /api/images /api/settings; do
        curl -sS -o /dev/null -w '%{http_code} ' "$at$path"
        curl -sS -o /dev/null -w '%{http_code} ' -H "Authorization: Bearer $TOKEN" "$at$path"
      done
      """)
    #expect(answers.text == "200 200 401 200 401 403 ", "\(answers.errors)")
    let stopped = try server.stop()
    #expect(stopped.code == 0 && !stopped.errors.contains("eyJ"), "no token is in the log")
  }

  @Test func everybodyHasALibrary() throws {
    let semblance = try Semblance()
    try Self.makeKey(in: semblance)
    try semblance.folder.write(DrawnPicture.bitmap(seed: 1), to: "a.bmp")
    try semblance.folder.write(DrawnPicture.bitmap(seed: 2), to: "ben=s pictures/b.bmp")
    let root = "x=y=" + semblance.folder.url.appending(path: "ben=s pictures").path
    let server = try ServingProcess(
      semblance, "--jwt-public-key", "public.pem", "--tenants", "--tenant-root", root)
    let answers = try semblance.shell(
      """
      \(Self.signing)
      ADA=$(token ada write) BEN=$(token x=y admin)
      ask() { curl -sS -H "Authorization: Bearer $1" -H 'X-Semblance: 1' "$2" "\(server.address)$3" "$4" "$5"; }
      ask "$ADA" -Ffile=@a.bmp /api/images -o /dev/null
      for user in "$ADA" "$BEN"; do ask "$user" -sS /api/statistics | grep -o '^{"images":[0-9]*'; done
      ask "$BEN" -sS /api/folders | grep -o '"name":"[^"]*"'
      curl -sS "\(server.address)/readyz"
      """)
    #expect(
      answers.text
        == "{\"images\":1\n{\"images\":0\n\"name\":\"ben=s pictures\"\n{\"status\":\"ready\"}",
      "\(answers.text) \(answers.errors)")
    #expect(try server.stop().code == 0)
  }

  @Test func settingsThatDoNotProtectAreRefused() throws {
    let semblance = try Semblance()
    try Self.makeKey(in: semblance)
    let set = try semblance.shell("printf short > short; printf '{\"keys\":[]}' > keys.json")
    #expect(set.code == 0)
    for (options, word) in [
      (["--host", "0.0.0.0"], "--jwt-public-key"), (["--host", "::"], "--jwt-public-key"),
      (["--jwt-user", "ada"], "--jwt-public-key"), (["--jwt-issuer", "x"], "--jwt-public-key"),
      (["--jwt-public-key", "public.pem"], "--jwt-user"),
      (["--jwt-public-key", "key.pem", "--jwt-user", "ada"], "BEGIN PUBLIC KEY"),
      (["--jwt-public-key", "none.pem", "--jwt-user", "ada"], "none.pem"),
      (["--jwt-secret-file", "short", "--jwt-user", "ada"], "32"),
      (["--jwt-secret-file", "public.pem", "--jwt-user", "ada"], "JWT_PUBLIC_KEY"),
      (["--jwt-keys", "keys.json", "--jwt-user", "ada"], "none that is used"),
      (["--jwt-public-key", "public.pem", "--jwt-user", "ada", "--web", "."], "--web"),
      (["--tenants"], "--jwt-public-key"),
      (["--jwt-public-key", "public.pem", "--tenants", "--jwt-user", "ada"], "--tenants"),
      (["--jwt-public-key", "public.pem", "--tenants", "--root", "."], "--tenant-root"),
      (["--jwt-public-key", "public.pem", "--jwt-user", "a", "--tenant-root", "a=/"], "--tenants"),
      (["--jwt-public-key", "public.pem", "--tenants", "--tenant-root", "a=/"], "apart"),
      (["--jwt-public-key", "public.pem", "--tenants", "--tenant-root", "a=b"], "whole path"),
    ] {
      let result = try semblance.run(["serve", "--port", "0"] + options)
      #expect(result.code != 0 && result.errors.contains(word), "\(options): \(result.errors)")
    }
  }
}
