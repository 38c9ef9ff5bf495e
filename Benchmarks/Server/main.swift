import Foundation

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
guard (1...3).contains(arguments.count) else {
  print("usage: semblance-bench-server ROWS [SECONDS] [CLIENTS]")
  exit(64)
}
try await ServerBenchmark(
  rows: arguments[0], seconds: arguments.count > 1 ? arguments[1] : 10,
  clients: arguments.count > 2 ? arguments[2] : 8
).run()
