import Core
import Foundation
import Glibc
import ReviewFixtures
import TestSupport

/// The process that is killed for real.
enum CrashHelper {
  static let executable = BuiltExecutable.named("semblance-review-crash")

  enum Ending: Equatable {
    case killed
    case finished
    case failed(String)
  }

  /// Runs a scenario's mode, killing it before its n-th change (0: never).
  static func run(_ mode: String, _ scenario: ReviewScenario, killAt: Int) throws -> Ending {
    let process = Process()
    process.executableURL = executable
    process.arguments = [mode, "\(scenario.seed)", scenario.folder.display]
    if let elsewhere = scenario.elsewhere { process.arguments?.append(elsewhere.display) }
    process.environment = ["SEMBLANCE_REVIEW_KILL_AT": "\(killAt)"]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    if process.terminationReason == .uncaughtSignal, process.terminationStatus == SIGKILL {
      return .killed
    }
    return process.terminationStatus == 0
      ? .finished : .failed(String(decoding: text, as: UTF8.self))
  }
}
