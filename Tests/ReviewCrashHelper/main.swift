import Core
import Glibc
import ReviewFixtures

// Runs a seeded review scenario, or only the recovery after one, in a process that kills itself
// before the n-th change to the file system:
//
//   SEMBLANCE_REVIEW_KILL_AT=n semblance-review-crash MODE SEED FOLDER [OTHER-FILE-SYSTEM]
//
// MODE is build (the tree, to repeat a seed by hand), run, arrange, recover, remove (which approves
// all that is staged for good), mark or unmark.

let arguments = CommandLine.arguments
guard arguments.count >= 4, let seed = UInt64(arguments[2]) else { exit(64) }
let killAt = getenv("SEMBLANCE_REVIEW_KILL_AT").flatMap { Int(String(cString: $0)) } ?? 0
let scenario = ReviewScenario(
  seed: seed, folder: FilePath(arguments[3]),
  elsewhere: arguments.count > 4 ? FilePath(arguments[4]) : nil)
let counter = StepCounter(killBefore: killAt)
do {
  switch arguments[1] {
  case "build": scenario.build()
  case "run": try scenario.run(calls: counter.calls)
  case "arrange": try scenario.runArranging(calls: counter.calls)
  case "recover": try scenario.undoAll(try scenario.open(calls: counter.calls))
  case "remove": try scenario.removeAll(try scenario.open(calls: counter.calls))
  case "mark": try scenario.setMarks(made: true, calls: counter.calls)
  case "unmark": try scenario.setMarks(made: false, calls: counter.calls)
  default: exit(64)
  }
} catch {
  let text = Array("\(error)\n".utf8)
  _ = write(STDERR_FILENO, text, text.count)
  exit(1)
}
