import Core
import Foundation
import Glibc
import TestSupport

/// The real program, run in a folder of its own with a library and a home of its own.
final class Semblance {
  struct Result {
    var code: Int32
    var output: Data
    var errors: String

    var text: String { String(decoding: output, as: UTF8.self) }
    var json: Any? { try? JSONSerialization.jsonObject(with: output) }
  }

  let folder: TemporaryFolder
  /// Where the test puts pictures.
  let pictures: URL
  var environment: [String: String]

  init() throws {
    folder = try TemporaryFolder()
    pictures = folder.url.appending(path: "pictures")
    try FileManager.default.createDirectory(at: pictures, withIntermediateDirectories: true)
    environment = [
      "HOME": folder.url.appending(path: "home").path, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin",
      "SEMBLANCE_LIBRARY": folder.url.appending(path: "library").path,
      "XDG_DATA_HOME": folder.url.appending(path: "home/data").path,
    ]
  }

  /// Beside the test bundle, where the build puts every executable.
  static let executable: URL = {
    var candidates = [URL(filePath: CommandLine.arguments[0])]
    var place = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    while place.path != "/" {
      candidates.append(place)
      place.deleteLastPathComponent()
    }
    candidates += Bundle.allBundles.map(\.bundleURL)
    return candidates.map { $0.deletingLastPathComponent().appending(path: "semblance") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }!
  }()

  /// Runs a command to its end.
  @discardableResult
  func run(_ words: String...) throws -> Result {
    let (process, output, errors) = try start(words)
    return try finish(process, output, errors)
  }

  @discardableResult
  func run(_ words: [String]) throws -> Result {
    let (process, output, errors) = try start(words)
    return try finish(process, output, errors)
  }

  /// Runs a line of a shell in which `semblance` is the program.
  func shell(_ line: String) throws -> Result {
    let (process, output, errors) = try start(
      ["-c", "semblance() { '\(Self.executable.path)' \"$@\"; }; \(line)"],
      executable: URL(filePath: "/bin/bash"))
    return try finish(process, output, errors)
  }

  /// Starts a command, sends it a signal after a while, and waits for its end.
  ///
  /// - Returns: how it ended, and how long after the signal.
  func interrupt(
    _ words: [String], with signal: Int32, after seconds: Double
  ) throws -> (result: Result, delay: Duration, wasKilled: Bool) {
    let (process, output, errors) = try start(words)
    Thread.sleep(forTimeInterval: seconds)
    let sent = ContinuousClock.now
    kill(process.processIdentifier, signal)
    let result = try finish(process, output, errors)
    return (
      result, sent.duration(to: .now), process.terminationReason == .uncaughtSignal
    )
  }

  /// Starts a command; what it writes goes to the two files.
  func start(
    _ words: [String], executable: URL = Semblance.executable
  ) throws -> (Process, URL, URL) {
    let process = Process()
    process.executableURL = executable
    process.arguments = words
    process.environment = environment
    process.currentDirectoryURL = folder.url
    // Files rather than pipes: a long output must not block the program while a test waits.
    let name = UUID().uuidString
    let files = ["out", "err"].map { folder.url.appending(path: "\(name).\($0)") }
    for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return (process, files[0], files[1])
  }

  func finish(_ process: Process, _ output: URL, _ errors: URL) throws -> Result {
    process.waitUntilExit()
    return Result(
      code: process.terminationStatus, output: try Data(contentsOf: output),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }
}
