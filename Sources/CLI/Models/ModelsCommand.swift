import CommandKit
import Core
import Engine

/// `semblance models`.
enum ModelsCommand {
  private static let name = Argument(
    optional: "NAME", .text, help: "The model's name: that of its folder.")
  private static let names = Argument(
    repeating: "NAME", .text, atLeast: 0, defaultText: "all models", help: "Names of models.")
  private static let none = Flag(
    "none", help: "Use no model any more. Vectors that were made stay.")
  private static let folder = Argument("FOLDER", .folder, help: "The folder of an export.")
  static let newName = Option(
    "name", .text.named("NAME"), defaultText: "that of the folder", help: "What to call it.")

  private static let variant = Option(
    "variant", .choice(ModelVariant.all.map { Choice($0.name) }),
    defaultText: "the first that is there",
    help: "Which precision of an export that has several, by the ends of its files' names.")

  static let command = Command(
    "models", abstract: "See and add models, and say which one this library uses.",
    discussion: """
      A model is a folder with ONNX files: one that makes vectors of pictures, one that makes vectors \
      of texts, or one for both, and the vocabulary, under whatever names its exporter gave them: \
      exports of CLIP and SigLIP by Hugging Face, OpenCLIP and Immich are known. Models lie in \
      semblance/models of your data folder, in the folder models of the library, or where \
      SEMBLANCE_MODELS says (folders, colons between). They run on your machine, by ONNX Runtime; \
      semblance doctor says whether it is there.

      semblance models list names those that can be fetched by name, with their licences.

      The published parameters of BRISQUE (allmodel, allrange) and NIQE (niqe_mu.csv, niqe_cov.csv) \
      are models as well; semblance quality uses them where they were added.
      """,
    examples: [
      Example("semblance models pull clip-vit-b32", "Fetch one by name:"),
      Example("semblance models add ~/Downloads/clip-vit-b32", "Add an export:"),
      Example("semblance models use clip-vit-b32", "Use it, then make the vectors:"),
    ],
    subcommands: [list, ModelPulling.command, add, verify, use, ModelBench.command])

  private static let list = Command(
    "list", abstract: "List the models that are there, and those that can be pulled.",
    parameters: [StandardOptions.json]
  ) { invocation in
    let shelf = try invocation.modelShelf
    let models = try await BlockingCall.run { shelf.listed() }
    let (used, clip) =
      (try? await invocation.withLibrary { (try $0.modelName(), try $0.clipStanding()) })
      ?? (nil, nil)
    if models.isEmpty {
      let places = shelf.folders.map(\.display).joined(separator: " or ")
      invocation.console.note(
        "There is no model in \(places). Add one: semblance models add FOLDER")
    }
    try ModelList(models: models, pullable: shelf.pullable(), used: used, clip: clip)
      .show(on: invocation)
    return .success
  }

  private static let add = Command(
    "add", abstract: "Copy a model's files, check that it works, and keep their digests.",
    parameters: [newName, variant, folder]
  ) { invocation in
    let shelf = try invocation.modelShelf
    let source = try invocation[folder].resolved()
    let name = invocation[newName]
    let wanted = invocation[variant].flatMap(ModelVariant.init(named:))
    let added = try await BlockingCall.run {
      try shelf.install(from: source, name: name, variant: wanted)
    }
    for model in added {
      try invocation.console.print("Added \(model.name) in \(model.folder.display)")
    }
    if let model = added.first(where: { if case .embedding = $0.kind { true } else { false } }) {
      invocation.console.note("Next: semblance models use \(model.name)")
    }
    return .success
  }

  private static let verify = Command(
    "verify", abstract: "Compare models with what was added, and let them work once.",
    parameters: [names]
  ) { invocation in
    let shelf = try invocation.modelShelf
    let wanted = invocation[names]
    let results = try await BlockingCall.run {
      try (wanted.isEmpty ? shelf.all().map(\.lastComponent.display) : wanted).map {
        (name: $0, problems: try shelf.problems(of: $0))
      }
    }
    for (name, problems) in results {
      let words = problems.isEmpty ? "sound" : problems.joined(separator: "; ")
      try invocation.console.print("\(name): \(words)")
    }
    return results.allSatisfy(\.problems.isEmpty) ? .success : .failure
  }

  private static let use = Command(
    "use", abstract: "Say which model this library uses.",
    discussion: "The next index makes the vectors of its pictures.", parameters: [none, name]
  ) { invocation in
    let (name, isNone) = (invocation[name], invocation[none])
    guard (name == nil) == isNone else { throw UsageError("say a model's NAME, or --none") }
    let shelf = try invocation.modelShelf
    try await invocation.withLibrary(creating: true) { try $0.useModel(name, from: shelf) }
    invocation.console.note(
      name.map { "This library uses \($0). Make its vectors: semblance index" }
        ?? "This library uses no model.")
    return .success
  }
}
