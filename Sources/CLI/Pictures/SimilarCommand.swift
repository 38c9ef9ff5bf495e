import CommandKit
import Core
import Engine

/// `semblance similar`.
enum SimilarCommand {
  static let limit = Option(
    "limit", short: "n", .integer(1...100_000), default: 20, environment: "SEMBLANCE_LIMIT",
    help: "Show the N most similar pictures.")
  static let radius = Option(
    "radius", .integer(0...128), default: 80, environment: "SEMBLANCE_RADIUS",
    help: "How many of 256 bits the hashes may differ by.")
  static let filesOnly = Flag("files", short: "f", help: "Print only the paths, best first.")
  static let nulls = Flag(
    "null", short: "0", help: "Like --files, each path ended by a NUL byte, for xargs -0.")
  static let image = Argument(
    "IMAGE", .file, help: "A picture, or an archive of pictures and models; it need not be indexed."
  )

  static let command = Command(
    "similar", abstract: "Find what of the library looks like a picture or an archive.",
    discussion: """
      Turned, mirrored and cropped versions of a picture are found as well. Best first. Where archives \
      are indexed (index --archives), those follow that hold a picture like it; of an archive, those \
      that hold the same.
      """,
    examples: [
      Example("semblance similar ~/Downloads/photo.jpg", "Do I have this one already?"),
      Example("semblance similar ~/Downloads/dragon.zip", "And this pack?"),
    ],
    parameters: [limit, radius, StandardOptions.json, filesOnly, nulls, image],
    exclusive: [[StandardOptions.json, filesOnly, nulls]]
  ) { invocation in
    let (found, archives) = try await invocation.withLibrary { library in
      try find(in: library, invocation)
    }
    try show(found, archives, invocation)
    return .success
  }

  private static func find(
    in library: Library, _ invocation: Invocation
  ) throws -> ([SimilarPicture], [VisualListing.Member]) {
    let path = try invocation[image].resolved()
    let (limit, radius) = (invocation[limit], invocation[radius])
    if ArchiveFormat.isArchive(path) {
      return ([], try library.similarArchives(to: path, limit: limit))
    }
    let hasArchives = try library.hasArchives()
    if !hasArchives { try library.requirePictures() }
    let archives = hasArchives ? try library.similarArchives(to: path, limit: limit) : []
    return (try library.similar(to: path, limit: limit, radius: radius), archives)
  }

  private static func show(
    _ found: [SimilarPicture], _ archives: [VisualListing.Member], _ invocation: Invocation
  ) throws {
    let console = invocation.console
    if invocation[StandardOptions.json] {
      let json = JSONValue.array(found.map(value) + archives.map(VisualJSON.value))
      return try console.write(JSONText.bytes(json, .indented) + [UInt8(ascii: "\n")])
    }
    if invocation[filesOnly] || invocation[nulls] {
      let end: UInt8 = invocation[nulls] ? 0 : UInt8(ascii: "\n")
      for path in found.flatMap(\.paths) + archives.flatMap(\.paths) {
        try console.write(path.bytes + [end])
      }
      return
    }
    if found.isEmpty, archives.isEmpty {
      return console.note("Nothing in the library looks like it.")
    }
    if !found.isEmpty { try showPictures(found, console) }
    for member in archives { try VisualText.write(member, to: console) }
  }

  private static func showPictures(_ found: [SimilarPicture], _ console: Console) throws {
    var table = Table([
      .init("Score", .trailing), .init("What"), .init("Size", .trailing), .init("Bytes", .trailing),
      .init("Format"), .init("File", isFlexible: true),
    ])
    for picture in found {
      for (position, path) in picture.paths.enumerated() {
        table.add([
          position == 0 ? "\(picture.score) %" : "",
          position == 0 ? picture.kind?.title ?? "looks alike" : "  same bytes",
          "\(picture.width)×\(picture.height)", ByteCount.text(picture.byteSize),
          picture.format.title,
          path.display + MarkText.suffix(picture.fileMarks[position]),
        ])
      }
    }
    let traits = console.outputTraits
    for line in table.lines(
      width: traits.isInteractive ? traits.width : nil, styles: console.outputStyles)
    { try console.print(line) }
  }

  private static func value(_ picture: SimilarPicture) -> JSONValue {
    [
      "score": .integer(Int64(picture.score)), "distance": .integer(Int64(picture.distance)),
      "kind": picture.kind.map { .string($0.rawValue) } ?? .null,
      "width": .integer(Int64(picture.width)), "height": .integer(Int64(picture.height)),
      "format": .string(picture.format.rawValue), "bytes": .integer(picture.byteSize),
      "files": .array(
        zip(picture.paths, picture.fileMarks).map { path, marks in
          .object(JSONValue.path(path) + [.init("marks", .array(marks.map(JSONValue.string)))])
        }),
    ]
  }
}
