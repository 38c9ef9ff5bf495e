import Core
import HTTPKit
import TestSupport
import Testing
import WebAPI

/// Nobody sees anything of another user, whatever is asked: over every route that is declared.
@Suite struct TenantIsolationTests {
  /// Routes that do not answer a user with success, and why. All others do, so that none is refused for
  /// another reason.
  private static let exceptions = [
    "signIn": "a server of many users has no password to sign in with"
  ]

  @Test func noAnswerHoldsAnythingOfAnother() async throws {
    let world = try await TenantWorld()
    let before = try await snapshots(world)
    try await askForOthers(world)
    try await askAtRandom(world)
    // What was asked for and refused has changed nothing.
    #expect(try await snapshots(world) == before)
    let answered = try await askForOwn(world)
    for route in world.server.api.routes where Self.exceptions[route.name] == nil {
      for person in world.people {
        #expect(
          answered.contains("\(route.name) \(person.names.word)"),
          "\(route.name) did not answer \(person.names.word) with anything of theirs")
      }
    }
    await world.server.api.stop()
  }

  private func snapshots(_ world: TenantWorld) async throws -> [String] {
    var texts: [String] = []
    for person in world.people { texts.append(try await world.snapshot(person)) }
    return texts
  }

  private func asks(
    _ route: Route, _ names: TenantNames, _ me: TenantNames
  ) throws -> [TenantAsk] {
    try #require(
      TenantAsks.asks(of: route.name, names, me: me),
      "say in TenantAsks how \(route.name) is asked")
  }

  private func send(
    _ ask: TenantAsk, _ person: TenantPerson, key: String? = nil
  ) async throws -> ServedLibrary.Answer {
    var fields: HTTPFields = [:]
    var body: [UInt8] = []
    if let seed = ask.seed {
      fields = TenantClient.formFields
      body = TenantClient.form([(ask.fileName, DrawnPicture.bitmap(seed: seed))])
    } else if let json = ask.json {
      body = JSONText.bytes(json)
    }
    if let key, !ask.method.isSafe { fields["Idempotency-Key"] = key }
    return try await person.client.server.send(
      ask.method, ask.target, as: person.user, fields, body: body)
  }

  private func others(of person: TenantPerson, _ world: TenantWorld) -> [TenantPerson] {
    world.people.filter { $0.names.word != person.names.word }
  }

  /// Holds an answer against everything that is somebody else's.
  private func check(
    _ answer: ServedLibrary.Answer, _ person: TenantPerson, _ world: TenantWorld, _ asked: String
  ) {
    for other in others(of: person, world) {
      // The audit log holds the ids that one asked for oneself.
      let typed = asked.hasPrefix("/api/audit") ? other.names.texts : []
      let found = answer.first(of: other.secrets.filter { !typed.contains($0) })
      #expect(
        found == nil,
        "\(person.names.word) sees \(found ?? "") of \(other.names.word): \(asked)")
    }
  }

  // MARK: Others' things

  /// What is somebody else's is answered as what is nobody's.
  private func askForOthers(_ world: TenantWorld) async throws {
    var asked: Set<String> = []
    for person in world.people {
      for other in others(of: person, world) {
        // The numbers of searches and actions are not the same by chance.
        for path in [\TenantNames.group, \.unit, \.approved] {
          let numbers = [person, other].map { $0.names[keyPath: path].prefix { $0.isNumber } }
          try #require(numbers[0] != numbers[1])
        }
        let names = other.names.apart(from: person.names)
        let place = "\(other.client.server.place(of: other.user).lastComponent.display)/"
        let nobody = TenantNames.nobody(prefix: place)
        for route in world.server.api.routes {
          let pairs = zip(
            try asks(route, names, person.names), try asks(route, nobody, person.names))
          // What does not differ names nothing of the other's.
          for (theirs, nobodys) in pairs where theirs != nobodys {
            let answer = try await send(theirs, person)
            let control = try await send(nobodys, person)
            let line = "\(theirs.method) \(theirs.target)"
            #expect(
              answer.comparable(without: names) == control.comparable(without: nobody),
              "\(person.names.word): \(line)")
            asked.insert(route.name)
            // The control names the other's folder in the bucket, which whoever knows the name knows.
            if route.name != "ingestImage" { check(control, person, world, line) }
          }
        }
        try await useCursors(of: other, person, world)
      }
    }
    #expect(asked.count >= 25, "only \(asked.sorted()) were asked for others' things")
  }

  /// Where another stood in a listing is no way into it.
  private func useCursors(
    of other: TenantPerson, _ person: TenantPerson, _ world: TenantWorld
  ) async throws {
    for target in ["/api/images?limit=1", "/api/images?limit=1&sort=name"] {
      let cursor = try #require(try await other.client.json(target)["next_cursor"]?.text)
      let answer = try await person.client.get("\(target)&cursor=\(PercentCoding.encoded(cursor))")
      check(answer, person, world, target)
    }
  }

  // MARK: At random

  /// Searches by filters and words of everybody, made up by a generator.
  private func askAtRandom(_ world: TenantWorld) async throws {
    var generator = SeededGenerator(seed: 82)
    var found = 0
    for round in 0..<200 {
      let person = world.people.randomElement(using: &generator)!
      let other = others(of: person, world).randomElement(using: &generator)!
      let nobody = TenantNames.nobody(prefix: "x/")
      // The same wish twice: with names of another's, and with names of nobody's.
      var (first, second) = (generator, generator)
      let theirs = RandomWish.ask(person.names, other.names, &first)
      let nobodys = RandomWish.ask(person.names, nobody, &second)
      generator = first
      let answer = try await send(theirs, person)
      let control = try await send(nobodys, person)
      let asked = "round \(round): \(theirs.target) \(theirs.json.map { JSONText.text($0) } ?? "")"
      #expect(
        answer.comparable(without: other.names) == control.comparable(without: nobody),
        "\(person.names.word), \(asked)")
      check(control, person, world, asked)
      if answer.first(of: person.secrets) != nil, answer.status == 200 { found += 1 }
    }
    #expect(found > 40, "only \(found) of 200 found anything")
  }

  // MARK: One's own things

  /// Everybody asks for everything of their own at the same time, and under the same keys.
  ///
  /// - Returns: the routes that answered with success, and whom.
  private func askForOwn(_ world: TenantWorld) async throws -> Set<String> {
    try await withThrowingTaskGroup(of: Set<String>.self) { group in
      for person in world.people { group.addTask { try await askForOwn(person, world) } }
      return try await group.reduce(into: []) { $0.formUnion($1) }
    }
  }

  private func askForOwn(
    _ person: TenantPerson, _ world: TenantWorld
  ) async throws -> Set<String> {
    var answered: Set<String> = []
    let routes = world.server.api.routes.sorted {
      TenantAsks.rank($0.name) < TenantAsks.rank($1.name)
    }
    for route in routes {
      for (number, ask) in try asks(route, person.names, person.names).enumerated() {
        let answer = try await send(ask, person, key: "\(route.name) \(number)")
        #expect(
          (200..<300).contains(answer.status) != Self.exceptions.keys.contains(route.name),
          "\(person.names.word): \(ask.method) \(ask.target): \(answer.text.prefix(300))")
        check(answer, person, world, ask.target)
        if (200..<300).contains(answer.status) {
          answered.insert("\(route.name) \(person.names.word)")
        }
      }
    }
    return answered
  }
}

/// Requests that find pictures, made up.
private enum RandomWish {
  static func ask(
    _ me: TenantNames, _ other: TenantNames, _ generator: inout SeededGenerator
  ) -> TenantAsk {
    let names = Int.random(in: 0..<3, using: &generator) == 0 ? me : other
    let filter = filter(me, other, 2, &generator)
    switch Int.random(in: 0..<7, using: &generator) {
    case 0: return .post("/api/search", ["filter": filter, "limit": 500])
    case 1:
      // An export, which is not remembered: one's own queries are suggested again.
      let text = PercentCoding.encoded(words(me, names, &generator))
      let facts = PercentCoding.encoded(JSONText.text(filter))
      return .get("/api/search/export?format=json&text=\(text)&filter=\(facts)")
    case 2:
      return .post("/api/search", ["image_id": .string(names.image), "filter": filter])
    case 3: return .post("/search", ["query": .string(names.word), "filters": filter])
    case 4: return .post("/api/search/cluster", ["filter": filter, "threshold": 0.3])
    case 5:
      return .post(
        "/api/search/similar", ["image_id": .string(me.image), "filter": filter, "limit": 50])
    default:
      let text = PercentCoding.encoded(JSONText.text(filter))
      return .get("/api/search/export?format=ndjson&filter=\(text)")
    }
  }

  private static func words(
    _ me: TenantNames, _ names: TenantNames, _ generator: inout SeededGenerator
  ) -> String {
    [
      names.word, "\(me.word) + \(names.word)", "\(me.word) - \(names.word)", "2:\(names.word)",
      "\(names.word.prefix(5))",
    ].randomElement(using: &generator)!
  }

  private static func filter(
    _ me: TenantNames, _ other: TenantNames, _ depth: Int, _ generator: inout SeededGenerator
  ) -> JSONValue {
    let names = Bool.random(using: &generator) ? me : other
    if depth > 0, Int.random(in: 0..<3, using: &generator) > 0 {
      let parts = (0..<2).map { _ in filter(me, other, depth - 1, &generator) }
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: return ["and": .array(parts)]
      case 1: return ["or": .array(parts)]
      case 2: return ["not": parts[0]]
      case 3: return ["must": .array(parts)]
      default: return ["should": .array(parts), "must_not": [parts[0]]]
      }
    }
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: return ["tags": .string(names.word)]
    case 1: return ["name": ["like": .string("*\(names.word)*")]]
    case 2: return ["owner_user_id": .string(names.user)]
    case 3: return ["owner_user_id": ["ne": .string(names.user)]]
    case 4: return ["folder": .string(names.folder)]
    case 5: return ["must": [["has_id": [.string(names.image), .string(names.second)]]]]
    case 6: return ["must": [["key": "key", "match": ["value": .string(names.key)]]]]
    default: return ["width": ["gte": 1]]
    }
  }
}
