import HTTPKit
import Testing

@Suite struct CrossOriginTests {
  @Test(
    arguments: [
      ("https://photos.example", "https://photos.example"),
      ("HTTPS://Photos.Example:443", "https://photos.example"),
      ("http://localhost:5173", "http://localhost:5173"), ("http://[::1]:80", "http://[::1]"),
      ("*", nil), ("null", nil), ("https://*.example", nil), ("https://a.example/", nil),
      ("https://a.example/path", nil), ("a.example", nil), ("ftp://a.example", nil),
      ("https://a.example:0", nil), ("https://a.example:70000", nil), ("https://u@a.example", nil),
    ] as [(String, String?)])
  func anOriginIsSchemeHostAndPort(text: String, origin: String?) {
    #expect(CrossOrigin.origin(text) == origin)
  }

  private static let listed = "https://a.example"

  private func answer(
    _ method: HTTPMethod, _ fields: HTTPFields, origins: Set<String> = [listed]
  ) async -> HTTPResponse {
    let router = Router([
      Route(.post, "/", name: "change", content: .json(.object([]))) { _ in .text("changed") }
    ])
    return await HTTPApplication(
      router: router,
      middleware: [
        CrossOrigin(origins: origins),
        ProblemAnswers { _, _ in .badRequest("") }, ForgeryCheck(router: router, origins: origins),
      ]
    ).respond(to: HTTPRequest(method: method, target: RequestTarget("/")!, fields: fields))
  }

  private func change(_ origin: String) -> HTTPFields {
    ["Origin": origin, "Sec-Fetch-Site": "cross-site", "Content-Type": "application/json"]
  }

  @Test func aListedOriginAsksFirstAndMayThenChange() async {
    let asked = await answer(
      .options, ["Origin": Self.listed, "Access-Control-Request-Method": "POST"])
    #expect(asked.status == .noContent)
    #expect(asked.fields["Access-Control-Allow-Origin"] == Self.listed)
    #expect(asked.fields["Access-Control-Allow-Credentials"] == "true")
    #expect(asked.fields["Access-Control-Allow-Methods"]?.contains("DELETE") == true)
    #expect(asked.fields["Access-Control-Allow-Headers"]?.contains("X-Semblance") == true)
    let changed = await answer(.post, change(Self.listed))
    #expect(changed.status == .ok)
    #expect(changed.fields["Access-Control-Allow-Origin"] == Self.listed)
    #expect(changed.fields["Access-Control-Allow-Credentials"] == "true")
    #expect(changed.fields["Vary"] == "Origin")
  }

  @Test(arguments: [
    "https://b.example", "http://a.example", "https://a.example:8443", "https://A.example.evil",
    "null", "https://xa.example",
  ])
  func othersGetNoLeave(origin: String) async {
    for fields in [
      change(origin), ["Origin": origin, "Access-Control-Request-Method": "POST"],
    ] {
      let method: HTTPMethod = fields["Content-Type"] == nil ? .options : .post
      let answer = await answer(method, fields)
      for name in ["Origin", "Credentials", "Methods", "Headers"] {
        #expect(answer.fields["Access-Control-Allow-\(name)"] == nil, "\(name)")
      }
      #expect(answer.fields["Vary"] == "Origin", "a cache must not mix answers up")
      if method == .post { #expect(answer.status == .forbidden) }
    }
  }

  /// What went wrong can be read, too.
  @Test func problemsAreReadableByListedOrigins() async {
    let problem = await answer(.post, ["Origin": Self.listed, "Content-Type": "text/plain"])
    #expect(problem.status == .unsupportedMediaType)
    #expect(problem.fields["Access-Control-Allow-Origin"] == Self.listed)
  }

  @Test func withoutAListNobodyIsAnswered() async {
    let answer = await answer(.post, change(Self.listed), origins: [])
    #expect(answer.status == .forbidden)
    #expect(!answer.fields.all.contains { $0.name.hasPrefix("Access-Control") })
  }
}
