import Foundation
import Glibc
import TestSupport
import Testing

/// Keys and the password as a person makes them, and what a server lets in with them.
@Suite(
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"), "needs curl"))
struct AccountCommandTests {
  @Test func aKeyIsMadeUsedListedAndRevoked() throws {
    let semblance = try Semblance()
    let made = try semblance.run("keys", "make", "backup", "--scope", "write", "--expires", "90d")
    let key = made.text.trimmingCharacters(in: .newlines)
    #expect(made.code == 0 && key.wholeMatch(of: /smb_[0-9a-f]{64}/) != nil, "\(made.errors)")
    #expect(!made.errors.contains(key) && made.errors.contains("not shown again"))
    // A key is reason enough to let others in, and only with one.
    let server = try ServingProcess(semblance, "--host", "0.0.0.0")
    let port = try #require(server.address.split(separator: ":").last)
    func status(_ options: String, _ path: String = "/api/images") throws -> String {
      try semblance.shell(
        "curl -sS -o /dev/null -w '%{http_code}' \(options) http://127.0.0.1:\(port)\(path)"
      ).text
    }
    #expect(try status("") == "401")
    #expect(try status("-H 'X-API-Key: \(key)'") == "200")
    #expect(try status("-H 'Authorization: Bearer \(key)'") == "200")
    #expect(try status("-H 'X-API-Key: \(key)'", "/api/keys") == "403")
    #expect(try status("", "/") == "404", "nobody could sign in to the web app")
    let listed = try semblance.run("keys", "list")
    #expect(listed.text.contains("backup") && listed.text.contains(String(key.prefix(10))))
    #expect(!listed.text.contains(key))
    let values = try semblance.run("keys", "list", "--json").json as? [[String: Any]]
    #expect(values?.count == 1 && values?[0]["scope"] as? String == "write")
    #expect(values?[0]["used_at"] is String && values?[0]["expires_at"] is String)
    #expect(try semblance.run("keys", "make", "backup").errors.contains("already"))
    #expect(try semblance.run("keys", "revoke", "nothing").code == 1)
    #expect(try semblance.run("keys", "revoke", "backup").code == 0)
    #expect(try status("-H 'X-API-Key: \(key)'") == "401", "at once")
    let stopped = try server.stop()
    #expect(stopped.code == 0 && !stopped.errors.contains(key), "no key is in the log")
    #expect(try semblance.run("serve", "--host", "0.0.0.0", "--port", "0").code != 0)
  }

  @Test func aPasswordCountsForAServerThatRuns() throws {
    let semblance = try Semblance()
    let server = try ServingProcess(semblance)
    func status(_ line: String) throws -> String {
      try server.curl("-o /dev/null -w '%{http_code}' \(line)").text
    }
    #expect(try status("$URL/api/images") == "200")
    let short = try semblance.shell("printf 'short\\n' | semblance password set")
    #expect(short.code == 1 && short.errors.contains("8 to"), "\(short.errors)")
    #expect(try status("$URL/api/images") == "200")
    let set = try semblance.shell("printf 'correct horse battery\\n' | semblance password set")
    #expect(set.code == 0 && !set.errors.contains("horse"), "\(set.errors)")
    #expect(try status("$URL/api/images") == "401")
    let json = "-H 'Content-Type: application/json'"
    #expect(
      try status("\(json) -d '{\"password\":\"wrong horse battery\"}' $URL/api/session") == "401")
    #expect(
      try status("\(json) -c jar -d '{\"password\":\"correct horse battery\"}' $URL/api/session")
        == "201")
    #expect(try status("-b jar $URL/api/images") == "200")
    #expect(try status("-b jar \(json) -d '{\"name\":\"x\"}' $URL/api/keys") == "403")
    #expect(
      try status(
        "-b jar \(json) -H 'X-Semblance: 1' -H \"Origin: $URL\" -d '{\"name\":\"x\"}' $URL/api/keys"
      )
        == "201")
    #expect(try semblance.run("password", "remove").code == 0)
    #expect(try status("$URL/api/images") == "200")
    let stopped = try server.stop()
    #expect(stopped.code == 0 && !stopped.errors.contains("horse"), "no password is in the log")
  }
}
