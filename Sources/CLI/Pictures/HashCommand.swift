import CommandKit
import Core
import Engine

/// `semblance hash`.
enum HashCommand {
  static let algorithms = Option(
    repeating: "algorithm", short: "a",
    .choice(of: FileHashes.Algorithm.self, describe: meaning).named("NAME"),
    help: "Only this hash; may be given several times.")
  static let files = Argument(repeating: "FILE", .file, help: "Pictures; they need not be indexed.")

  static let command = Command(
    "hash", abstract: "Print the hashes of picture files.",
    discussion: """
      Every pixel is decoded. ahash, dhash, phash and pdq are those of Python's imagehash and pdqhash \
      for the same file, which see the picture as it is stored: not turned by EXIF. Of transparent \
      pictures they are not, since these are laid on white here, and in ink (CMYK) they come near. \
      dct is the hash that Semblance itself compares by.
      """,
    examples: [Example("semblance hash -a phash *.jpg", "One line a file, the hash first:")],
    parameters: [algorithms, StandardOptions.json, files]
  ) { invocation in
    let wanted =
      invocation[algorithms].isEmpty
      ? FileHashes.Algorithm.allCases : invocation[algorithms]
    return try await BlockingCall.run { try run(invocation, wanted) }
  }

  private static func run(
    _ invocation: Invocation, _ wanted: [FileHashes.Algorithm]
  ) throws -> ExitCode {
    var faults: [Fault] = []
    var json = JSONStream(on: invocation.console)
    if invocation[StandardOptions.json] { try json.beginArray() }
    for file in invocation[files] {
      try invocation.cancellation.check()
      do {
        let hashes = try FileHashes(of: file, Set(wanted))
        if invocation[StandardOptions.json] {
          try json.add(value(file, hashes))
        } else {
          try show(file, hashes, wanted, on: invocation.console)
        }
      } catch let fault as Fault { faults.append(fault) }
    }
    try json.finish()
    FaultList(faults).show(on: invocation.console)
    return .finished(unreadable: faults.count)
  }

  private static func show(
    _ file: FilePath, _ hashes: FileHashes, _ wanted: [FileHashes.Algorithm], on console: Console
  ) throws {
    if wanted.count == 1, let value = hashes.values[wanted[0]] {
      return try console.print("\(value)  \(file.display)")
    }
    try console.print(console.outputStyles(file.display, .strong))
    for algorithm in FileHashes.Algorithm.allCases {
      guard let value = hashes.values[algorithm] else { continue }
      let quality = algorithm == .pdq ? hashes.pdqQuality.map { "  quality \($0)" } ?? "" : ""
      let name = algorithm.rawValue
      try console.print(
        "  \(name)\(String(repeating: " ", count: 7 - name.count))\(value)\(quality)")
    }
  }

  private static func value(_ file: FilePath, _ hashes: FileHashes) -> JSONValue {
    .object(
      JSONValue.path(file)
        + FileHashes.Algorithm.allCases.flatMap { algorithm in
          JSONValue.optional(
            algorithm.rawValue, hashes.values[algorithm].map(JSONValue.string))
        }
        + JSONValue.optional("pdq_quality", hashes.pdqQuality.map { .integer(Int64($0)) }))
  }

  private static func meaning(_ algorithm: FileHashes.Algorithm) -> String {
    switch algorithm {
    case .ahash: "average, 64 bits"
    case .dhash: "difference, 64 bits"
    case .phash: "perceptual, 64 bits"
    case .pdq: "PDQ, 256 bits"
    case .dct: "Semblance's own, 256 bits"
    }
  }
}
