import Core
import Files
import Foundation

/// A scan that a server makes of real pictures while it answers.
struct BesideScan {
  private let port: UInt16
  private let started: Int

  struct NotRunning: Error {}

  /// Starts it, and waits until pictures are being indexed.
  init(of folder: FilePath, port: UInt16) throws {
    self.port = port
    let wish = JSONText.text(["paths": [.string(try folder.resolved().display)]])
    guard
      LoadConnection(port: port)?.answer(to: LoadKind.post("/api/index/scan", wish))?.status == 202
    else { throw NotRunning() }
    var done = 0
    for _ in 0..<600 where done == 0 {
      usleep(100_000)
      done = try Self.job(port).done
    }
    guard done > 0 else { throw NotRunning() }
    started = done
  }

  /// How many files were indexed since, and whether the job was still at it.
  func report() throws -> String {
    let job = try Self.job(port)
    return "beside it a scan went from \(started) to \(job.done) files"
      + (job.isRunning ? "" : ", and was DONE BEFORE THE END: give it more files")
  }

  /// The scan, which is the oldest job.
  private static func job(_ port: UInt16) throws -> (done: Int, isRunning: Bool) {
    guard let answer = LoadConnection(port: port)?.answer(to: LoadKind.get("/api/jobs")),
      case .array(let list)? = try JSONValue(parsing: answer.body)["jobs"],
      let scan = list.last(where: { $0["kind"] == "scan" })
    else { throw NotRunning() }
    return (scan["done"]?.int ?? 0, scan["state"] == "running")
  }
}
