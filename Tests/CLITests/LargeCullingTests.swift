import Foundation
import TestSupport
import Testing

/// Every step of the culling workflow, one after the other, over two thousand generated pictures.
@Suite struct LargeCullingTests {
  private func groups(_ result: Semblance.Result) -> [[[String]]] {
    let groups = (result.json as? [String: Any])?["groups"] as? [[String: Any]] ?? []
    return groups.map { group in
      (group["choices"] as? [[String: Any]] ?? []).map { choice in
        (choice["files"] as? [[String: Any]] ?? []).compactMap {
          ($0["path"] as? String).map { URL(filePath: $0).lastPathComponent }
        }
      }
    }
  }

  private func number(_ name: String, _ result: Semblance.Result) -> Int? {
    (result.json as? [String: Any])?[name] as? Int
  }

  @Test func theWholeWorkflowOnTwoThousandPictures() throws {
    let semblance = try Semblance()
    let library = try StageSetLibrary(620, in: semblance.pictures)
    #expect(library.pictureCount >= 2_000 && library.copies.count == 31)
    let before = try TreeContents(of: semblance.pictures)
    let first = try semblance.run("index", "pictures", "--json")
    #expect(first.code == 0 && number("found", first) == library.pictureCount)

    // 10: nothing is read again.
    let again = try semblance.run("index", "pictures", "--json")
    #expect(number("unchanged", again) == library.pictureCount && number("bytes_read", again) == 0)

    // 2: marks.
    let marked = try semblance.run("flag", "cropped", "pictures", "--json")
    #expect(number("changed", marked) == library.pictureCount)
    let found = try semblance.run("search", "--mark", "cropped", "--json", "--limit", "1")
    // A content that lies in two files is one picture.
    #expect(number("total", found) == number("indexed", first))
    try semblance.run("undo")
    #expect(try TreeContents(of: semblance.pictures) == before)

    // 5 and 6: whole equal sets and no others; report, stage, restore, approve.
    let sets = groups(try semblance.run("sets", "--json"))
    let pairs = sets.map { $0.map { String($0[0].prefix(15)) } }
    #expect(pairs == library.copies.map { [$0.original, $0.copy] })
    #expect(sets.allSatisfy { $0.allSatisfy { $0.count == 3 } })
    #expect(groups(try semblance.run("sets", "--json", "--cross-check")) == sets)
    let moved = library.copies.count * 6
    let staged = try semblance.run("sets", "--mode", "stage", "--keep", "largest-file")
    #expect(staged.text.contains("Set aside \(moved) files"), "\(staged.text)\(staged.errors)")
    let aside = try TreeContents(of: semblance.folder.url.appending(path: "delete_review"))
    #expect(aside.names.count { !$0.hasSuffix("/") } == moved)
    #expect(aside.names.allSatisfy { $0.hasPrefix("copies/") })
    #expect(try semblance.run("approve", "--yes", "\(moved - 1)").code == 1)
    #expect(try semblance.run("approve", "--yes", "\(moved)").code == 0)
    try semblance.run("undo")
    try semblance.run("restore", "--all")
    #expect(try TreeContents(of: semblance.pictures) == before)

    // 4: bursts are of one stage, five seconds apart: copies, and what near misses share.
    let bursts = groups(try semblance.run("bursts", "--window", "30s", "--json"))
    #expect(bursts.count == 3 * (library.copies.count + library.nearMisses.count))
    let alike = groups(try semblance.run("bursts", "--window", "30s", "--similar", "--json"))
    #expect(alike.count == 3 * library.copies.count + 5 * library.nearMisses.count / 2)

    // 7 and 3: several folders in one search; all copies go by a rule, and come back.
    let duplicates = try semblance.run("duplicates", "--json", "pictures/part0", "pictures/copies")
    #expect(number("group_count", duplicates) == 3 * library.copies.count)
    let rules = "largest-resolution,largest-file,newest"
    let thinned = try semblance.run("stage", "--keep", rules, "--yes")
    #expect(thinned.text.contains("Set aside \(moved) files"), "\(thinned.text)\(thinned.errors)")
    try semblance.run("undo")
    #expect(try TreeContents(of: semblance.pictures) == before)

    // 7: similar pictures in one folder each, in an indexed folder, by every way and back.
    for mode in ["symlink", "copy", "move"] {
      let words = ["group", "--into", "pictures/clusters", "--threshold", "0.97", "--mode", mode]
      let plan = try semblance.run(words + ["--json"])
      let (grouped, alone) = (number("pictures", plan), number("pictures_in_no_cluster", plan))
      #expect((grouped ?? 0) + (alone ?? 0) == library.pictureCount)
      #expect(number("companions", plan) == grouped && grouped ?? 0 >= 6 * library.copies.count)
      let made = try semblance.run(words + ["--yes"])
      #expect(made.code == 0, "\(mode): \(made.errors)")
      let next = try semblance.run("index", "pictures", "--json")
      #expect(number("unchanged", next) == library.pictureCount, "\(mode)")
      #expect(number("bytes_read", next) == 0, "\(mode)")
      #expect(try semblance.run("undo").code == 0)
      #expect(try TreeContents(of: semblance.pictures) == before, "\(mode)")
    }

    // 8: another program's results.
    let entries = library.copies.map { pair in
      [("part0", pair.original, "bmp"), ("copies", pair.copy, "webp")].map { place, time, kind in
        ["path": semblance.pictures.path + "/\(place)/\(time)_stage1_generated.\(kind)"]
      }
    }
    try JSONEncoder().encode(entries).write(
      to: semblance.folder.url.appending(path: "results.json"))
    let imported = try semblance.run("import", "results.json", "--json")
    #expect(imported.code == 0 && groups(imported).count == library.copies.count)

    // 9: names in two folders.
    let names = try semblance.run(
      "names", "pictures/part0", "pictures/copies", "--extensions", "bmp,webp", "--json")
    #expect(names.code == 0)
    let report = names.json as? [String: Any]
    #expect((report?["same_names"] as? [Any])?.isEmpty == true)
    #expect(try TreeContents(of: semblance.pictures) == before)
  }
}
