import Core
import Foundation
import Glibc
import ReviewFixtures

/// The process that is killed for real.
enum CrashHelper {
  /// Beside the test bundle, where the build puts every executable.
  static let executable: URL? = {
    var folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    var candidates = [URL(filePath: CommandLine.arguments[0]), folder]
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      candidates.append(folder)
    }
    candidates += Bundle.allBundles.map(\.bundleURL)
    return candidates.map {
      $0.deletingLastPathComponent().appending(path: "semblance-review-crash")
    }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

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
