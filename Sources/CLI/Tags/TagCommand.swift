import CommandKit
import Core
import Engine

/// `semblance tag`.
enum TagCommand {
  private static let labels = Option(
    "labels", short: "l", .file, help: "The file of labels, one a line.")
  private static let name = Option(
    "set", .text.named("NAME"), defaultText: "the file's name", help: "What to call the labels.")
  private static let most = Option(
    "most", .integer(1...1_000), default: 5, help: "Give a picture N tags at most.")
  private static let confidence = Option(
    "confidence", .number(0...1), default: 0.5,
    help: "Give only tags that are at least so sure: 1 is certain.")
  private static let apply = Flag(
    "apply", help: "Keep the tags; without it they are only shown.")
  private static let remove = Option(
    "remove", .text.named("SET"), help: "Take the automatic tags of these labels away.")

  static let command = Command(
    "tag", abstract: "Tag pictures by what a model sees in them.",
    discussion: """
      Every picture is compared with every label by the model in use (semblance models), and a tag is \
      as sure as the picture is more like the label than pictures and words usually are like each \
      other. Nothing is kept without --apply. Kept tags are automatic ones: keywords in files, and \
      what people say, are never changed; the same labels again replace only their own tags of the \
      same model. Pictures are found by them as by other tags; semblance show says which they are.

      The file has one label a line, or 'label = what the model is to read'. Lines that begin with # \
      are remarks; lines such as 'template: a photo of a {}' replace the usual sentences, whose vectors \
      are averaged. Without --labels the sets of labels are listed by which pictures are tagged.
      """,
    examples: [
      Example("semblance tag --labels things.txt", "See what would be tagged:"),
      Example("semblance tag --labels things.txt --apply", "Keep it, then search by it:"),
      Example("semblance search --tag dog", ""),
      Example("semblance tag --remove things", "Take it back:"),
    ],
    parameters: [
      labels, name, most, confidence, apply, remove, StandardOptions.json, ClusterOptions.csv,
      ClusterOptions.paths,
    ],
    exclusive: [[StandardOptions.json, ClusterOptions.csv], [labels, remove]]
  ) { invocation in
    if let set = invocation[remove] {
      try await invocation.withLibrary { try $0.removeTags(ofSet: set) }
      invocation.console.note("Removed the automatic tags of \(set).")
      return .success
    }
    guard let path = invocation[labels] else {
      guard !invocation[apply] else { throw UsageError("say which labels with --labels FILE") }
      let sets = try await invocation.withLibrary { try $0.tagSets() }
      try TagSetList(sets: sets).show(on: invocation)
      return .success
    }
    let listing = try await tagged(path, invocation)
    try show(listing, invocation)
    return .success
  }

  private static func tagged(
    _ path: FilePath, _ invocation: Invocation
  ) async throws -> TagListing {
    let shelf = try invocation.modelShelf
    return try await invocation.withLibrary { library in
      try library.requirePictures()
      let contents = try FileContents(reading: path, limit: 16 << 20)
      let file = try LabelFile(reading: contents.withBytes { Array($0) }, path: path)
      guard let model = try library.model(from: shelf) else {
        throw Fault(
          "tags.no-model", .user, "this library uses no model that could see what pictures show",
          remedy: "Choose one: semblance models list")
      }
      let bar = ProgressBar("Tagging", on: invocation.console)
      defer { bar.remove() }
      let listing = try library.labelled(
        file, as: invocation[name] ?? path.stem.display, model: model, most: invocation[most],
        confidence: invocation[confidence], folders: try invocation.clusterFolders(),
        cancellation: invocation.cancellation
      ) { bar.update(ProgressCounts(done: $0, total: $1)) }
      if invocation[apply] { try library.keep(listing) }
      return listing
    }
  }

  private static func show(_ listing: TagListing, _ invocation: Invocation) throws {
    let console = invocation.console
    if invocation[StandardOptions.json] {
      try TagJSON(listing: listing).write(to: console)
    } else if let file = invocation[ClusterOptions.csv] {
      try TagCSV(listing: listing).write(to: ResultFile(file, on: console))
    } else {
      try TagText(listing: listing, isKept: invocation[apply], console: console).write()
    }
    try console.flush()
    invocation.noteLacking(
      listing.lacking, space: VectorSpace(name: listing.set.space, dimension: 1))
    if !invocation[apply] { console.note("Nothing was kept. Keep it with --apply.") }
  }
}
