import Core
import HTTPKit
import Testing

@Suite struct ShapeTests {
  private static let shape: JSONShape = .object([
    .init("name", .text(1...5)), .init("count", .integer(1...9), required: false),
    .init("share", .nullable(.number(0...1)), required: false),
    .init("kind", .choice(["a", "b"]), required: false),
    .init("ids", .list(.object([.init("id", .bool)]), 0...2), required: false),
    .init("more", .map(.integer(0...1)), required: false),
  ])

  private func problem(_ json: String) throws -> HTTPProblem? {
    do {
      try Self.shape.check(try JSONValue(parsing: json.utf8))
      return nil
    } catch let problem as HTTPProblem { return problem }
  }

  @Test(arguments: [
    #"{"name":"x"}"#, #"{"name":"äöüßx","count":9,"share":null,"kind":"b"}"#,
    #"{"name":"x","share":0.5,"ids":[{"id":true},{"id":false}],"more":{"q":1}}"#,
    #"{"name":"x","count":3.0}"#,
  ])
  func whatFitsIsTaken(json: String) throws {
    #expect(try problem(json) == nil)
  }

  @Test(arguments: [
    (#"{}"#, "name"), (#"[]"#, ""), (#"{"name":1}"#, "name"), (#"{"name":""}"#, "name"),
    (#"{"name":"123456"}"#, "name"), (#"{"name":"x","count":0}"#, "count"),
    (#"{"name":"x","count":1.5}"#, "count"), (#"{"name":"x","count":"1"}"#, "count"),
    (#"{"name":"x","share":2}"#, "share"), (#"{"name":"x","kind":"c"}"#, "kind"),
    (#"{"name":"x","other":1}"#, "other"), (#"{"name":"x","name":"y"}"#, "name"),
    (#"{"name":"x","ids":[{"id":true},{"id":1}]}"#, "ids[1].id"),
    (#"{"name":"x","ids":[{"id":true,"x":1}]}"#, "ids[0].x"),
    (#"{"name":"x","ids":[{}]}"#, "ids[0].id"),
    (#"{"name":"x","more":{"q":2}}"#, "more.q"),
  ])
  func whatDoesNotFitIsNamed(json: String, place: String) throws {
    let problem = try #require(try problem(json))
    #expect(problem.status == .unprocessableContent)
    #expect(problem.members == [.init("path", .string(place))])
  }

  private static let route = Route(
    .post, "/take", name: "take", query: [.init("n", .integer(1...3), default: 2)],
    content: .json(.object([.init("x", .bool, required: false)])), bodyLimit: 200
  ) { request in .json(JSONText.bytes(.array([request.arguments["n"] ?? .null, request.content]))) }

  private func answer(
    _ target: String, _ body: String, type: String? = "application/json"
  ) async -> (Int, String) {
    var fields = HTTPFields()
    fields["Content-Type"] = type
    let response = await HTTPApplication(router: Router([Self.route])).respond(
      to: HTTPRequest(
        method: .post, target: RequestTarget(target)!, fields: fields,
        body: RequestBody(Array(body.utf8))))
    guard case .bytes(let bytes) = response.body else { return (response.status.code, "") }
    return (response.status.code, String(decoding: bytes, as: UTF8.self))
  }

  @Test func aRouteTakesWhatItDeclares() async {
    #expect(await answer("/take?n=3", #"{"x":true}"#) == (200, #"[3,{"x":true}]"#))
    #expect(await answer("/take", "", type: nil) == (200, "[2,{}]"))
    #expect(await answer("/take?n=4", "{}").0 == 422)
    #expect(await answer("/take", #"{"y":1}"#).0 == 422)
    #expect(await answer("/take", "{").0 == 400)
    #expect(await answer("/take", "{}", type: "text/plain").0 == 415)
    #expect(await answer("/take", "{}" + String(repeating: " ", count: 200)).0 == 413)
    let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
    #expect(await answer("/take", deep).1.contains("nested"))
  }

  @Test func theFallbackAnswersOnlyReadingOfUnknownPaths() async {
    let page = Route(.get, "/{path...}", name: "page") { _ in .text("page") }
    let application = HTTPApplication(
      router: Router([Self.route], fallback: page, reserved: ["api"]))
    func status(_ method: HTTPMethod, _ target: String, _ accept: String? = nil) async -> Int {
      var fields = HTTPFields()
      fields["Accept"] = accept
      return await application.respond(
        to: HTTPRequest(method: method, target: RequestTarget(target)!, fields: fields)
      ).status.code
    }
    #expect(await status(.get, "/view/deep") == 200)
    #expect(await status(.get, "/") == 200)
    #expect(await status(.head, "/view") == 200)
    #expect(await status(.post, "/view") == 404)
    #expect(await status(.get, "/take") == 405)
    #expect(await status(.get, "/take", "text/html,*/*") == 200)
    #expect(await status(.put, "/take") == 405)
    #expect(await status(.get, "/api/take") == 404)
  }
}
