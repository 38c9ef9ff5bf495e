import Core
import Engine
import Foundation
import Models
import TestSupport
import Testing

@Suite(.enabled(if: InstalledRuntime.hasModel, InstalledRuntime.modelComment))
struct ModelSpeedTests {
  private let folder: TemporaryFolder
  private let model: EmbeddingModel

  init() throws {
    folder = try TemporaryFolder()
    var environment = InstalledRuntime.environment
    environment["SEMBLANCE_MODELS"] = folder.path.appending("shelf").display
    let shelf = ModelShelf(environment: environment)
    _ = try shelf.install(from: FilePath(TestData.url(InstalledRuntime.model).path), name: "clip")
    model = try shelf.open("clip")
  }

  @Test func everyBatchIsMeasured() throws {
    var seen: [Int] = []
    let speed = try ModelSpeed(of: model, sizes: [1, 3], seconds: 0.05, threads: 2) {
      seen.append($0)
    }
    #expect(seen == [1, 3] && speed.batches.map(\.size) == [1, 3])
    #expect(speed.threads == 2 && speed.loadSeconds > 0 && speed.peakBytes > 1 << 20)
    for batch in speed.batches {
      #expect(batch.picturesPerSecond > 0 && batch.cpuMilliseconds > 0)
    }
    #expect(try #require(speed.textMilliseconds) > 0)
  }

  @Test func aCancelledMeasurementEnds() {
    let token = CancellationToken()
    token.cancel()
    #expect(throws: Cancelled.self) { try ModelSpeed(of: model, cancellation: token) }
  }
}
