import CommandKit
import Core
import Engine

/// `semblance models pull`.
enum ModelPulling {
  private static let what = Argument(
    "NAME", .text.named("NAME|URL"),
    help: "A name of semblance models list, or the address of a model's folder.")
  private static let mirror = Option(
    "mirror", .text.named("URL"), environment: "SEMBLANCE_MODEL_MIRROR",
    defaultText: RegisteredModel.standardBase,
    help: "Fetch models that are known by name from here, under the same paths.")
  private static let trustNew = Flag(
    "trust-new", help: "Believe files that are not what they were at an earlier pull.")

  static let command = Command(
    "pull", abstract: "Fetch a model, check it, and keep it.",
    discussion: """
      Files come over HTTPS; plain HTTP is spoken to this machine alone. What a broken connection or \
      Ctrl-C left is gone on with by the same command. Every file is compared with its SHA-256: with \
      the one that this program knows, that the model's list of files names, or that the server \
      states. Where nobody has published one, the first pull is trusted and remembered, and later \
      pulls must bring the same bytes.

      URL is the folder of a model as semblance keeps it, with its semblance-model.json, on any web \
      server. Proxies are those of https_proxy and no_proxy; certificates beside the system's are \
      named in SSL_CERT_FILE. The licence is the model's own: see semblance models list.
      """,
    examples: [
      Example("semblance models pull clip-vit-b32-laion2b", "Fetch a model that is known by name:"),
      Example(
        "semblance models pull https://nas.example/models/our-clip", "Fetch one of your own:"),
    ],
    parameters: [ModelsCommand.newName, mirror, trustNew, StandardOptions.json, what]
  ) { invocation in
    let shelf = try invocation.modelShelf
    let console = invocation.console
    let settings = invocation.transferSettings
    let described = RegisteredModel.named(invocation[what])
    if let described {
      console.note("\(described.title). Licence: \(described.licence)")
    }
    let pulled = try await BlockingCall.run { () -> ListedModel? in
      let bar = ProgressBar("Pulling", unit: .bytes, on: console)
      defer { bar.remove() }
      do {
        return try shelf.pull(
          invocation[what], as: invocation[ModelsCommand.newName], mirror: invocation[mirror],
          settings: settings, trustsNew: invocation[trustNew],
          cancellation: invocation.cancellation
        ) { progress in
          bar.update(ProgressCounts(done: Int(progress.done), total: Int(progress.total)))
        }
      } catch is Cancelled {
        return nil
      }
    }
    guard let pulled else {
      console.note("Stopped. The next pull of it goes on from here.")
      return .interrupted
    }
    if invocation[StandardOptions.json] {
      let json = JSONValue.object(
        [.init("name", .string(pulled.name))] + JSONValue.path(pulled.folder))
      try console.write(JSONText.bytes(json, .indented) + [UInt8(ascii: "\n")])
    } else {
      try console.print("Pulled \(pulled.name) to \(pulled.folder.display)")
    }
    if case .embedding = pulled.kind {
      console.note("Next: semblance models use \(pulled.name)")
    }
    return .success
  }
}
