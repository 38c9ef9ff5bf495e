import Foundation
import Glibc
import Testing

/// `semblance serve` on a free port, until it is told to stop.
final class ServingProcess {
  private let semblance: Semblance
  private let process: Process
  private let files: (output: URL, errors: URL)
  /// With the scheme and the port.
  let address: String

  init(_ semblance: Semblance, _ options: String...) throws {
    self.semblance = semblance
    let (process, output, errors) = try semblance.start(["serve", "--port", "0"] + options)
    (self.process, files) = (process, (output, errors))
    var address: String?
    for _ in 0..<3_000 where address == nil && process.isRunning {
      usleep(20_000)
      let text = try String(contentsOf: output, encoding: .utf8)
      address = text.firstMatch(of: /on (https?:\/\/[^\s]+)\n/).map { String($0.1) }
    }
    let complaint = try String(contentsOf: errors, encoding: .utf8)
    self.address = try #require(address, "\(complaint)")
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  /// What curl says to a request; `$URL` in the line is the server's address.
  func curl(_ line: String) throws -> Semblance.Result {
    try semblance.shell("URL=\(address); curl -sS -m 60 \(line)")
  }

  func stop(with signal: Int32 = SIGTERM) throws -> Semblance.Result {
    kill(process.processIdentifier, signal)
    return try semblance.finish(process, files.output, files.errors)
  }
}
