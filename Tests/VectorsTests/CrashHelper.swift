import Core
import Foundation
import TestSupport
import VectorFixtures
import Vectors

/// The process that is killed for real.
enum CrashHelper {
  static let executable = BuiltExecutable.named("semblance-vectors-crash")

  struct Ending {
    var isKilled: Bool
    /// The last change that was acknowledged; 0 for none.
    var acknowledged = 0
    /// Changes to the file system by kind, where it was not killed.
    var changes: [DiskChange: Int] = [:]
    var failure: String?
  }

  /// - Parameter kill: before the n-th change of a kind; `nil` to let it live.
  static func run(
    _ scenario: VectorScenario, kill: (kind: DiskChange, number: Int)?
  ) throws
    -> Ending
  {
    let process = Process()
    process.executableURL = executable
    process.arguments = ["\(scenario.seed)", scenario.folder.display]
    if let kill { process.arguments! += [kill.kind.rawValue, "\(kill.number)"] }
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let said = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    let wrong = String(
      decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    var ending = Ending(
      isKilled: process.terminationReason == .uncaughtSignal
        && process.terminationStatus == SIGKILL)
    if !ending.isKilled, process.terminationStatus != 0 {
      ending.failure = "status \(process.terminationStatus): \(wrong)"
    }
    for line in said.split(separator: "\n") {
      let words = line.split(separator: " ")
      if let change = DiskChange(rawValue: String(words[0])), words.count == 2 {
        ending.changes[change] = Int(words[1])
      } else {
        ending.acknowledged = Int(line) ?? ending.acknowledged
      }
    }
    return ending
  }
}
