import Core
import Engine
import Foundation

var arguments = Array(CommandLine.arguments.dropFirst())

/// Whether a word was given; it is taken out.
@MainActor func take(_ word: String) -> Bool {
  guard let place = arguments.firstIndex(of: word) else { return false }
  arguments.remove(at: place)
  return true
}

/// What follows a word; both are taken out.
@MainActor func value(after word: String) -> String? {
  guard let place = arguments.firstIndex(of: word), place + 1 < arguments.count else { return nil }
  defer { arguments.removeSubrange(place...place + 1) }
  return arguments[place + 1]
}

let isAudited = take("--audit")
let folder = value(after: "--beside")
let written = value(after: "--write")
let photographs = value(after: "--photos").map { FilePath($0) }
let numbers = arguments.prefix(3).compactMap { Int($0) }
guard !numbers.isEmpty, numbers.count == min(3, arguments.count), arguments.count <= 4 else {
  print("usage: semblance-bench-server [OPTIONS] ROWS [SECONDS [CLIENTS [KIND]]]")
  print("       semblance-bench-server [--photos FOLDER] --write LIBRARY ROWS")
  print("  --photos FOLDER   descriptors of parts of these photographs, not made-up ones")
  print("  --beside FOLDER   a job indexes these pictures meanwhile")
  print("  --audit           every request is noted in the audit log")
  exit(64)
}
if let written {
  let ids = try MadeLibrary(rows: numbers[0], photographs: photographs).write(to: FilePath(written))
  try Library(at: FilePath(written)).readyDescriptors(cancellation: CancellationToken())
  print("\(ids.count) pictures in \(written)")
  exit(0)
}
try await ServerBenchmark(
  rows: numbers[0], seconds: numbers.count > 1 ? numbers[1] : 10,
  clients: numbers.count > 2 ? numbers[2] : 8, kind: arguments.count > 3 ? arguments[3] : "",
  isAudited: isAudited, indexed: folder.map { FilePath($0) }, photographs: photographs
).run()
