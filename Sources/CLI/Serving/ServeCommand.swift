import CommandKit
import Core
import Engine
import HTTPKit
import WebAPI

/// `semblance serve`.
enum ServeCommand {
  static let host = Option(
    "host", .text.named("ADDRESS"), default: "127.0.0.1", environment: "SEMBLANCE_HOST",
    help:
      "The address to listen on: 127.0.0.1 or ::1; any of this machine where one must say who asks."
  )
  static let port = Option(
    "port", short: "p", .integer(0...65_535), default: 8_080, environment: "API_PORT",
    help: "The port to listen on; 0 for any free one.")
  static let web = Option(
    "web", .folder, environment: "SEMBLANCE_WEB",
    defaultText: "the one that was built with the program",
    help: "The folder of the web app's files.")

  static let roots = Option(
    repeating: "root", .folder, environment: "SEMBLANCE_ROOT",
    help: "A folder that may be looked into and indexed over HTTP, beside your home folder.")

  static let slowQuery = Option(
    "slow-query", .integer(1...3_600_000).named("MS"), environment: "SEMBLANCE_SLOW_QUERY",
    help: "Log requests that take so many milliseconds with the names of what they asked for.")

  static let command = Command(
    "serve", abstract: "Answer requests over HTTP from this machine.",
    discussion: """
      Serves the library's API and the web app until Ctrl-C, to programs on this machine. Requests \
      that are being answered then are finished; jobs are parked, and go on with the next start. A \
      line of JSON about each request goes to standard error.

      Pictures can be sent to an object store and taken in from there: the server's own, which speaks S3 \
      below /s3, or another's. The keys are those of S3_ACCESS_KEY and S3_SECRET_KEY in the environment; \
      without them the own store makes its own, in objects/keys.json of the library.

      With a password (semblance password set) one signs in to the web app first, and with a key for tokens \
      every request must bear a signed one (JWT) of the user that is named, with a scope: read, write or \
      admin. Keys of programs (semblance keys make) count with either. Other machines may ask then too; \
      without --tls-cert they must do so through a proxy that encrypts.

      With --tenants everybody who has such a token has a library, in a folder of its own below tenants \
      of this one, and sees nothing of the others'. The web app cannot sign in then and is not served.

      By themselves come every night a sweep for duplicates (at 2), the order of unusual pictures (at 3) \
      and tidying (at 4); --schedule sets other times.
      """,
    examples: [
      Example("semblance serve --port 9000", "Serve on another port:"),
      Example("semblance serve --tls-cert cert.pem --tls-key key.pem", "Serve over HTTPS:"),
    ],
    parameters: [
      host, port, web, roots, ServeOrigins.origins, ServeEncryption.certificate,
      ServeEncryption.key, slowQuery, ServeSchedule.times, ServeModel.model, ServeModel.queue,
      ServeObjects.endpoint,
      ServeObjects.region, ServeObjects.bucket, ServeObjects.scanner,
    ] + TokenOptions.all + ServeLimits.all + ServeAudit.all
  ) { invocation in
    let settings = try settings(of: invocation)
    let schedule = try JobSchedule(invocation[ServeSchedule.times])
    let access = try ServeAccess(invocation, library: try invocation.libraryFolder)
    let (shelf, model) = (try invocation.modelShelf, invocation[ServeModel.model])
    let library = try await invocation.withLibrary(creating: true) { library in
      try ServeModel.apply(model, to: library, from: shelf)
      return library
    }
    let tenants = try TenantOptions.rules(of: invocation, library)
    let console = invocation.console
    if tenants != nil, try library.reader.presentCount() > 0 {
      console.note(
        "The pictures of \(library.folder.display) itself are no user's, and not served.")
    }
    for note in UnusedVariables.notes(invocation.environment) { console.note(note) }
    let api = API(
      library: library, hosts: access.hosts, authenticator: access.tokens,
      accounts: access.book, user: access.user, isOpen: access.isOpen,
      audit: invocation[ServeAudit.choice], auditRules: ServeAudit.rules(of: invocation),
      limits: ServeLimits.limits(of: invocation),
      web: try access.webFolder(invocation), models: shelf,
      objects: try ServeObjects.place(invocation, library),
      scanner: try invocation[ServeObjects.scanner].map { try VirusScanner($0) },
      roots: tenants == nil ? try admitted(invocation) : [],
      origins: Set(invocation[ServeOrigins.origins]),
      embeddingQueue: invocation[ServeModel.queue], schedule: schedule,
      slow: invocation[slowQuery].map { Double($0) / 1_000 }, tenants: tenants
    ) { line in console.note(line) }
    try await api.start()
    let server = try HTTPServer(api.application, settings: settings)
    try console.print("Serving \(library.folder.display) on \(url(settings, server.port))")
    // Whoever waits for the address in a file or a pipe must not wait for the end.
    try console.flush()
    while !invocation.cancellation.isCancelled { try? await Task.sleep(for: .milliseconds(100)) }
    console.note("Stopping.")
    await api.stop()
    await server.stop()
    return .success
  }

  private static func admitted(_ invocation: Invocation) throws -> [FilePath] {
    let home = invocation.environment["HOME"]?.text.map { FilePath($0) }
    return try [home].compactMap(\.self) + invocation[roots].map { try $0.absolute() }
  }

  private static func settings(of invocation: Invocation) throws -> ServerSettings {
    var settings = ServerSettings()
    settings.address = invocation[host]
    settings.port = UInt16(invocation[port])
    settings.fileReserve = TenantOptions.fileReserve(of: invocation)
    try ServeEncryption.apply(invocation, to: &settings)
    return settings
  }

  private static func url(_ settings: ServerSettings, _ port: UInt16) -> String {
    let host = settings.address.contains(":") ? "[\(settings.address)]" : settings.address
    return "\(settings.certificate == nil ? "http" : "https")://\(host):\(port)"
  }
}
