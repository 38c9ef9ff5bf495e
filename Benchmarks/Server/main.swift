import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
let numbers = arguments.prefix(3).compactMap { Int($0) }
guard !numbers.isEmpty, numbers.count == min(3, arguments.count) else {
  print("usage: semblance-bench-server ROWS [SECONDS [CLIENTS [KIND [on|off]]]]")
  exit(64)
}
try await ServerBenchmark(
  rows: numbers[0], seconds: numbers.count > 1 ? numbers[1] : 10,
  clients: numbers.count > 2 ? numbers[2] : 8, kind: arguments.count > 3 ? arguments[3] : "",
  isAudited: arguments.count > 4 && arguments[4] == "on"
).run()
