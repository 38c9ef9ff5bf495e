import ArchiveFixtures
import Core
import Engine
import Foundation
import HTTPKit
import TestSupport
import Testing

/// A server of three users with pictures, some of which two or all of them have, and with everything
/// else that a user can have.
struct TenantWorld: Sendable {
  let server: TenantServer
  var people: [TenantPerson] = []

  /// Two of the names look the same, and are the same to Swift.
  private static let users = [
    ("zo\u{EB}.example", "otterword"), ("zoe\u{308}.example", "heronword"),
    ("badger.example", "badgerword"),
  ]

  init() async throws {
    let folder = try TemporaryFolder()
    for (number, (_, word)) in Self.users.enumerated() {
      // Four pictures twice: three groups are set aside, one is left.
      for picture in 0..<4 {
        let bytes = DrawnPicture.bitmap(seed: UInt64(100 * (number + 1) + picture))
        for copy in ["", " copy"] {
          try folder.write(bytes, to: "roots/\(word)/\(word) \(picture)\(copy).bmp")
        }
      }
    }
    server = try TenantServer(
      in: folder, roots: Self.users.map { (user: $0.0, name: "roots/\($0.1)") })
    for (number, (user, word)) in Self.users.enumerated() {
      let client = server.client(user)
      people.append(
        try await Self.settled(client, word, number, folder.path.appending("roots/\(word)").display)
      )
    }
  }

  /// Gives a user pictures, groups, files that were set aside, jobs and words, under numbers that the
  /// others do not have.
  private static func settled(
    _ client: TenantClient, _ word: String, _ number: Int, _ folder: String
  ) async throws -> TenantPerson {
    // 1 and 2 are everybody's, and so is the mirrored 1; the rest is one's own.
    let own = UInt64(10 * (number + 1))
    let images = try await client.upload([
      ("\(word) a.bmp", DrawnPicture.bitmap(seed: own)),
      ("\(word) b.bmp", DrawnPicture.bitmap(seed: 1)),
      ("\(word) c.bmp", DrawnPicture.bitmap(seed: 1, isMirrored: true)),
      ("\(word) d.bmp", DrawnPicture.bitmap(seed: 2)),
      ("\(word) e.bmp", DrawnPicture.bitmap(seed: own, isMirrored: true)),
    ])
    let key = try await client.sent(
      DrawnPicture.bitmap(seed: own + 1), named: "\(word)-object.bmp")
    let ingested = try await client.ingest(key, [.init("tags", [.string(word)])])
    #expect(ingested.status == 201, "\(ingested.text)")
    #expect(
      try await client.post("/api/folders", ["path": .string(folder)]).status == 202)
    try await client.post(
      "/api/feedback",
      ["image_id": .string(images[0]), "action": "anomaly", "note": .string("\(word) note")])
    try await client.rest()
    try await client.post("/api/search", ["text": .string(word)])
    for _ in 0..<(4 * number) {
      try await client.post("/api/duplicates/search", [:])
      try await client.rest()
    }
    var names = TenantNames(
      word: word, user: client.user, folder: folder, image: images[0],
      second: try #require(try ingested.json["image_id"]?.text), key: key)
    names.clusters = try #require(
      try await client.post("/api/search/cluster", ["wait": false]).json["job_id"]?.text)
    try await client.rest()
    names.job = try #require(
      try await client.json("/api/jobs")["jobs"]?.elements.last?["id"]?.text)
    names.archive = try Self.archive(of: client, word, own: own)
    try await Self.setAside(client, number, &names)
    let made = try await client.post("/api/keys", ["name": .string("\(word) key")]).json
    names.accessKey = try #require(made["made"]?["id"]?.int)
    let secrets = try await Self.secrets(client, names)
    return TenantPerson(
      client: client, names: names,
      secrets: secrets + [
        try #require(made["key"]?.text), try #require(made["made"]?["hint"]?.text),
      ])
  }

  /// Two archives that look the same, of pictures of which some are everybody's; the id of one.
  private static func archive(
    of client: TenantClient, _ word: String, own: UInt64
  ) throws -> String {
    let folder = client.server.folder
    let pictures = [1, 2, own].map {
      PackedFile("\(word)/\($0).bmp", DrawnPicture.bitmap(seed: $0))
    }
    for name in ["\(word) pack", "\(word) twin"] {
      try folder.write(
        ZipWriter.bytes(pictures + [PackedFile("notes.txt", Array(name.utf8))]),
        to: "packs/\(word)/\(name).zip")
    }
    let packs = folder.path.appending("packs").appending(word)
    // Servers do not look into archives by themselves; the command does, in the same library.
    let library = try Library(at: client.server.place(of: client.user), owner: Owner(client.user))
    _ = try library.indexArchives([packs])
    return try ContentDigest.sha256(ofFile: packs.appending("\(word) pack.zip")).hex
  }

  /// Sets three files aside, after as many actions as it takes to have other numbers than the others.
  private static func setAside(
    _ client: TenantClient, _ number: Int, _ names: inout TenantNames
  ) async throws {
    let groups = try await client.groups("exact-file")
    #expect(groups.count == 4)
    func stage(_ group: JSONValue) async throws -> Int {
      let members = (group["members"]?.elements ?? []).compactMap { $0["file_id"] }
      let answer = try await client.post(
        "/api/duplicates/\(group["id"]?.text ?? "")/resolve",
        ["keep": [members[0]], "stage": [members[1]]])
      return try #require(try answer.json["operation_id"]?.int, "\(answer.text)")
    }
    for _ in 0..<(2 * number) {
      let action = try await stage(groups[0])
      try await client.post("/api/review/restore", ["ids": [.string("\(action).1")]])
    }
    names.unit = "\(try await stage(groups[0])).1"
    names.approved = "\(try await stage(groups[1])).1"
    names.operation = try await stage(groups[2])
    let members = (groups[3]["members"]?.elements ?? []).compactMap { $0["file_id"]?.int }
    names.group = try #require(groups[3]["id"]?.text)
    (names.keep, names.stage) = (members[0], members[1])
    let alike = try await client.groups("rotated")
    #expect(alike.count == 2)
    names.pair = try #require(alike[0]["id"]?.text)
    names.merging = try #require(alike[1]["id"]?.text)
    let pictures = (alike[1]["members"]?.elements ?? []).compactMap { $0["file_id"]?.int }
    (names.keeper, names.merged) = (pictures[0], pictures[1])
  }

  /// Every id that a user's own answers hold, and what else is theirs alone.
  private static func secrets(
    _ client: TenantClient, _ names: TenantNames
  ) async throws -> [String] {
    var secrets: Set<String> = [names.word, names.folder, names.key, names.archive]
    for target in ["/api/images?limit=500", "/api/jobs", "/api/review", "/api/duplicates"] {
      let text = JSONText.text(try await client.json(target))
      secrets.formUnion(text.matches(of: /"[0-7][0-9A-HJKMNP-TV-Z]{25}"/).map { String($0.0) })
    }
    #expect(secrets.count > 15)
    let place = client.server.place(of: client.user).lastComponent.display
    return secrets.map { $0.replacing("\"", with: "") } + [client.user, place]
  }

  /// What a user has, as they see it.
  func snapshot(_ person: TenantPerson) async throws -> String {
    var parts: [String] = []
    for target in [
      "/api/images?limit=500", "/api/images/\(person.names.image)", "/api/review", "/api/jobs",
      "/api/duplicates?limit=200", "/api/qa/anomalies", "/api/settings", "/api/statistics",
      "/api/folders", "/api/keys",
    ] {
      parts.append(JSONText.text(try await person.client.json(target)))
    }
    return parts.joined(separator: "\n")
  }
}

extension ServedLibrary.Answer {
  /// The first of some texts that stands in the answer, head or body.
  func first(of texts: [String]) -> String? {
    let data = Data(bytes)
    let head = Data(fields.all.map { "\($0.name): \($0.value)\n" }.joined().utf8)
    return texts.first { text in
      data.range(of: Data(text.utf8)) != nil || head.range(of: Data(text.utf8)) != nil
    }
  }

  /// The answer without what differs from one request to the next, and with marks in place of names.
  func comparable(without names: TenantNames) -> String {
    var text: String
    if let value = try? json {
      text = JSONText.text(Self.steady(value))
    } else {
      text = String(decoding: bytes, as: UTF8.self)
    }
    for (place, name) in names.texts.enumerated() {
      // By bytes: texts that only look the same are equal to Swift.
      text = text.replacingOccurrences(of: name, with: "<\(place)>", options: .literal)
    }
    // Numbers stand everywhere; in a refusal, where they were asked for.
    for (place, name) in names.numbers.enumerated() where status >= 400 {
      text = text.replacingOccurrences(
        of: "(?<![0-9a-z.<\\[-])\(NSRegularExpression.escapedPattern(for: name))(?![0-9a-z-])",
        with: "<\("abcdef".dropFirst(place).prefix(1))>", options: .regularExpression)
    }
    return "\(status) \(fields["Location"] ?? "") \(text)"
  }

  private static func steady(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members):
      .object(
        members.filter { !["request_id", "took_ms"].contains($0.key) }
          .map { .init($0.key, steady($0.value)) })
    case .array(let elements): .array(elements.map(steady))
    default: value
    }
  }
}
