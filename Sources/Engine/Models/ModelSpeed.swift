package import Core
internal import Dispatch
internal import Inference
internal import Ingest
package import Models
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How fast a model is on this machine, without any decoding.
package struct ModelSpeed: Sendable {
  /// Calls with a number of pictures each, from as many threads as an index has.
  package struct Batch: Sendable {
    package var size: Int
    package var picturesPerSecond: Double
    /// CPU time of all threads a picture.
    package var cpuMilliseconds: Double
  }

  package var threads: Int
  /// From the files to the first vector.
  package var loadSeconds: Double
  package var batches: [Batch] = []
  /// One text at a time; `nil` for a model that knows pictures alone.
  package var textMilliseconds: Double?
  /// The most memory that the process has held so far, in bytes.
  package var peakBytes: Int64 = 0

  /// Measures a model. Blocks for about `seconds` a size, and half of that for texts.
  ///
  /// - Parameters:
  ///   - sizes: of batches; one of a fixed size is measured with that alone.
  ///   - onBatch: called before each.
  /// - Throws: faults of the model; `Cancelled`.
  package init(
    of model: EmbeddingModel, sizes: [Int] = [1, 8, 32], seconds: Double = 2,
    threads: Int = IndexOptions().workers, cancellation: CancellationToken = CancellationToken(),
    onBatch: (Int) -> Void = { _ in }
  ) throws {
    self.threads = threads
    let picture = Self.picture(side: model.side)
    let started = Moment.now
    _ = try model.vectors(of: [picture])
    loadSeconds = Moment.now.wall - started.wall
    for size in model.folder.image.input.shape[0].map({ [$0] }) ?? sizes {
      try cancellation.check()
      onBatch(size)
      let pictures = [FittedPicture](repeating: model.fitted(picture), count: size)
      _ = try model.vectors(of: pictures)
      let (calls, time) = try Self.calls(threads: threads, seconds: seconds, cancellation) {
        () throws(Fault) in _ = try model.vectors(of: pictures)
      }
      let count = Double(calls * size)
      batches.append(
        Batch(
          size: size, picturesPerSecond: count / time.wall,
          cpuMilliseconds: time.cpu / count * 1e3))
    }
    if model.knowsTexts {
      try cancellation.check()
      let text = ["a photo of a red bus on a street"]
      _ = try model.vectors(of: text)
      let (calls, time) = try Self.calls(threads: 1, seconds: seconds / 2, cancellation) {
        () throws(Fault) in _ = try model.vectors(of: text)
      }
      textMilliseconds = time.wall / Double(calls) * 1e3
    }
    peakBytes = Moment.peakBytes
  }

  /// Repeats a call on every thread until the time is over, at least once each.
  private static func calls(
    threads: Int, seconds: Double, _ cancellation: CancellationToken,
    _ body: @Sendable () throws(Fault) -> Void
  ) throws -> (count: Int, time: Moment) {
    let count = Atomic<Int>(0)
    let fault = Mutex<Fault?>(nil)
    let start = Moment.now
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      repeat {
        do throws(Fault) {
          try body()
          count.add(1, ordering: .relaxed)
        } catch {
          fault.withLock { $0 = error }
          return
        }
      } while Moment.now.wall - start.wall < seconds && !cancellation.isCancelled
    }
    let end = Moment.now
    if let fault = fault.withLock({ $0 }) { throw fault }
    return (
      count.load(ordering: .relaxed), Moment(wall: end.wall - start.wall, cpu: end.cpu - start.cpu)
    )
  }

  private static func picture(side: Int) -> RGBImage {
    let samples = (0..<3 * side * side).map { UInt8(truncatingIfNeeded: $0 / 3 % side) }
    return RGBImage(width: side, height: side, samples: samples)
  }

  /// Seconds of the clock and of the process.
  private struct Moment {
    var wall: Double
    var cpu: Double

    static var now: Moment {
      Moment(wall: seconds(CLOCK_MONOTONIC), cpu: seconds(CLOCK_PROCESS_CPUTIME_ID))
    }

    private static func seconds(_ clock: clockid_t) -> Double {
      var time = timespec()
      clock_gettime(clock, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static var peakBytes: Int64 {
      var usage = rusage()
      #if canImport(Glibc)
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Int64(usage.ru_maxrss) << 10
      #else
        getrusage(RUSAGE_SELF, &usage)
        return Int64(usage.ru_maxrss)
      #endif
    }
  }
}
