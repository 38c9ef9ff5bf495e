import CommandKit
import Core
import Engine

/// `semblance models bench`: how fast a model is on this machine.
enum ModelBench {
  private static let name = Argument(
    optional: "NAME", .text, help: "The model's name; by default the one that the library uses.")
  private static let seconds = Option(
    "seconds", .integer(1...600), default: 2, help: "How long each batch is measured.")

  static let command = Command(
    "bench", abstract: "Measure how fast a model is on this machine.",
    discussion: """
      Vectors of pictures a second in batches of 1, 8 and 32, on as many threads as an index has and \
      without decoding; how long one text takes; the memory that it takes.
      """,
    examples: [Example("semblance models bench clip-vit-b32", "Measure a model:")],
    parameters: [seconds, StandardOptions.json, name]
  ) { invocation in
    let shelf = try invocation.modelShelf
    var wanted = invocation[name]
    // Without a library there is no model in use either.
    if wanted == nil { wanted = try? await invocation.withLibrary { try $0.modelName() } }
    guard let wanted else { throw UsageError("say a model's NAME; this library uses none") }
    let duration = Double(invocation[seconds])
    let console = invocation.console
    let speed = try await BlockingCall.run {
      try ModelSpeed(
        of: try shelf.open(wanted), seconds: duration, cancellation: invocation.cancellation)
    }
    if invocation[StandardOptions.json] {
      try console.write(JSONText.bytes(json(speed, wanted), .indented) + [UInt8(ascii: "\n")])
      return .success
    }
    var table = Table([
      .init("Batch", .trailing), .init("Pictures a second", .trailing),
      .init("CPU ms a picture", .trailing),
    ])
    for batch in speed.batches {
      table.add([
        CountText.text(batch.size), FixedPoint.text(batch.picturesPerSecond, decimals: 1),
        FixedPoint.text(batch.cpuMilliseconds, decimals: 1),
      ])
    }
    for line in table.lines() { try console.print(line) }
    if let text = speed.textMilliseconds {
      try console.print("One text: \(FixedPoint.text(text, decimals: 1)) ms")
    }
    try console.print(
      "Loaded in \(FixedPoint.text(speed.loadSeconds, decimals: 2)) s; "
        + "\(CountText.text(speed.threads, "thread")), at most \(ByteCount.text(speed.peakBytes)) "
        + "of memory")
    return .success
  }

  private static func json(_ speed: ModelSpeed, _ name: String) -> JSONValue {
    [
      "model": .string(name), "threads": .integer(Int64(speed.threads)),
      "load_seconds": .number(speed.loadSeconds),
      "batches": .array(
        speed.batches.map { batch in
          [
            "size": .integer(Int64(batch.size)),
            "pictures_per_second": .number(batch.picturesPerSecond),
            "cpu_ms": .number(batch.cpuMilliseconds),
          ]
        }),
      "text_ms": speed.textMilliseconds.map { .number($0) } ?? .null,
      "peak_bytes": .integer(speed.peakBytes),
    ]
  }
}
