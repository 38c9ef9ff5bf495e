import Foundation
import TestSupport
import Testing

/// `semblance duplicates --confirm`: near hashes, then near vectors.
@Suite struct ConfirmationTests {
  private func indexed() throws -> Semblance {
    let semblance = try Semblance()
    try Pictures.makeSmallTree(in: semblance.pictures)
    try semblance.run("index", "-q", "pictures")
    return semblance
  }

  private func members(_ result: Semblance.Result) throws -> [[String: Any]] {
    let json = try #require(result.json as? [String: Any], "\(result.errors)")
    let groups = try #require(json["groups"] as? [[String: Any]])
    return groups.flatMap { $0["files"] as? [[String: Any]] ?? [] }
  }

  @Test func theCosineIsPartOfTheEvidence() throws {
    let semblance = try indexed()
    let plain = try members(semblance.run("duplicates", "--json"))
    #expect(plain.allSatisfy { $0["cosine"] is NSNull })
    let both = try members(semblance.run("duplicates", "--confirm", "both", "--json"))
    #expect(both.map { $0["path"] as? String } == plain.map { $0["path"] as? String })
    let resaved = try #require(both.first { $0["kind"] as? String == "resaved" })
    let cosine = try #require(resaved["cosine"] as? Double)
    #expect((0.95...1).contains(cosine))
    let reasons = try #require(resaved["reasons"] as? [String])
    #expect(reasons.contains { $0.hasPrefix("cosine 0.9") || $0 == "cosine 1.00" }, "\(reasons)")
    // The latest search says it again, in every form.
    let csv = try semblance.run("duplicates", "--last", "--csv", "-").text
    #expect(csv.contains("\(cosine)") && csv.contains("cosine 0.9"))
    #expect(try semblance.run("duplicates", "--last", "--html", "-").text.contains("cosine 0.9"))
    #expect(
      try semblance.run("duplicates", "--last", "--markdown", "-").text.contains("cosine 0.9"))
    #expect(try semblance.run("duplicates", "--last").text.contains("cosine 0.9"))
  }

  @Test func aCosineThatNothingReachesLeavesExactCopies() throws {
    let semblance = try indexed()
    let found = try members(
      semblance.run("duplicates", "--confirm", "both", "--cosine", "1", "--json"))
    #expect(found.compactMap { $0["kind"] as? String } == ["exact-file"])
  }

  /// Two pictures that the pixels do not call copies, with a gate and a cosine that let everything in.
  @Test func whatOnlyLooksAlikeIsShownButNeverSetAside() throws {
    let semblance = try indexed()
    let wide = ["duplicates", "--confirm", "either", "--cosine=-1", "--gate", "32"]
    let json = try #require(semblance.run(wide + ["--json"]).json as? [String: Any])
    let groups = try #require(json["groups"] as? [[String: Any]])
    let group = try #require(groups.first { $0["kind"] as? String == "visual" })
    #expect(group["automatic"] as? Bool == false)
    #expect(groups.last?["kind"] as? String == "visual")
    let text = try semblance.run(wide).text
    #expect(text.contains("looks alike") && text.contains("look alike."))
    let staged = try semblance.run(wide + ["--mode", "stage", "--dry-run", "--json"]).text
    #expect(staged.contains("one again.bmp") && !staged.contains("three.bmp"))
    let rest = try semblance.run(wide + ["--kind", "resaved", "--json"]).text
    #expect(!rest.contains("\"visual\""))
  }

  @Test func optionsOfCosinesNeedTheMethod() throws {
    let semblance = try indexed()
    for words in [["--cosine", "0.9"], ["--gate", "4"]] {
      let result = try semblance.run(["duplicates"] + words)
      #expect(result.code == 64 || result.code == 2, "\(result.code)")
      #expect(result.errors.contains("--confirm"))
    }
  }
}
