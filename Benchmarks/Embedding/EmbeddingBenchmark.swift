import BenchmarkSupport
import Core
import Decoding
import Engine
import Files
import Foundation
import Synchronization

/// Times what a picture costs on its way to a model's vector, and the whole way, in one run.
///
/// `semblance-bench-embedding MODELS MODEL PICTURES WORK BATCH ROUNDS`: MODELS is a folder of models,
/// WORK is made and removed. Each round, on as many threads as processors: decodes all pictures to
/// the model's input, runs the model on them, indexes them without the model, gives that library its
/// vectors in a pass of their own, and indexes them with the model. Prints one line of JSON.
struct EmbeddingBenchmark {
  private let model: EmbeddingModel
  private let files: [FilePath]
  private let work: FilePath
  private let rounds: Int
  private let threads = IndexOptions().workers

  /// Sums over all rounds.
  private struct Cost {
    var wall = 0.0
    var cpu = 0.0

    mutating func add(_ body: () throws -> Void) rethrows {
      let start = Usage.now
      try body()
      let end = Usage.now
      wall += end.wall - start.wall
      cpu += end.cpu - start.cpu
    }
  }

  init(arguments: [String]) throws {
    guard arguments.count == 6, let batch = Int(arguments[4]), let rounds = Int(arguments[5]) else {
      throw Fault("bench.usage", .user, "give MODELS MODEL PICTURES WORK BATCH ROUNDS")
    }
    model = try Self.model(arguments[1], in: arguments[0], batch: batch)
    files = try Self.files(in: arguments[2])
    work = FilePath(arguments[3])
    self.rounds = rounds
  }

  static func model(_ name: String, in folder: String, batch: Int) throws -> EmbeddingModel {
    var environment = ProcessInfo.processInfo.environment
    environment["SEMBLANCE_MODELS"] = folder
    return try ModelShelf(environment: environment).open(name, batch: batch)
  }

  static func files(in folder: String) throws -> [FilePath] {
    let folder = try FilePath(folder).resolved()
    return try FileManager.default.contentsOfDirectory(atPath: folder.display).sorted()
      .map { folder.appending(FilePath($0)) }
  }

  func run() throws {
    let pictures = try decoded()
    // Loads the model, and lets the runtime take the memory that it keeps.
    _ = try model.vectors(of: Array(pictures.prefix(model.preferredBatch)))
    var (decode, inference, plain, pass, whole) = (Cost(), Cost(), Cost(), Cost(), Cost())
    for _ in 0..<rounds {
      try decode.add { _ = try decoded() }
      try inference.add { try infer(pictures) }
      let before = try library()
      try plain.add { try check(before.index(files).counts.indexed) }
      try pass.add { try check(before.embed(with: model).embedded) }
      let library = try library()
      var options = IndexOptions()
      options.model = PictureModel(model)
      try whole.add { try check(library.index(files, options: options).counts.embedded) }
      try FileManager.default.removeItem(atPath: work.display)
    }
    show(decode, inference, plain, pass, whole)
  }

  private func show(
    _ decode: Cost, _ inference: Cost, _ plain: Cost, _ pass: Cost, _ whole: Cost
  ) {
    let count = Double(files.count * rounds)
    let bound = Double(threads) * count / (decode.cpu + inference.cpu)
    let fields: [(String, Double)] = [
      ("threads", Double(threads)), ("pictures", Double(files.count)),
      ("batch", Double(model.preferredBatch)),
      ("decode_ms", decode.cpu / count * 1e3), ("inference_ms", inference.cpu / count * 1e3),
      ("index_ms", plain.cpu / count * 1e3), ("whole_ms", whole.cpu / count * 1e3),
      ("bound_per_s", bound), ("whole_per_s", count / whole.wall),
      ("whole_of_bound", count / whole.wall / bound), ("pass_per_s", count / pass.wall),
      ("pass_of_bound", count / pass.wall / bound), ("peak_mib", Double(Usage.now.peakMebibytes)),
    ]
    let text = fields.map { "\"\($0.0)\": \(($0.1 * 1000).rounded() / 1000)" }
    print("{\(text.joined(separator: ", "))}")
  }

  /// All pictures as the model looks at them.
  private func decoded() throws -> [FittedPicture] {
    let decoder = try PictureDecoder()
    let detail = ModelDetail.scaled(side: model.side)
    let results = Mutex<[FittedPicture]>([])
    try shared(files.count) { place in
      let contents = try FileContents(reading: files[place], limit: 1 << 30)
      let image = try contents.withBytes { try decoder.picture($0, detail: detail) }
      let fitted = model.fitted(image)
      results.withLock { $0.append(fitted) }
    }
    return results.withLock { $0 }
  }

  private func infer(_ pictures: [FittedPicture]) throws {
    let batch = model.preferredBatch
    try shared((pictures.count + batch - 1) / batch) { place in
      let part = pictures[place * batch..<min((place + 1) * batch, pictures.count)]
      try check(model.vectors(of: Array(part)).count == part.count ? files.count : 0)
    }
  }

  /// Runs `body` for every number below `count`, on all threads.
  private func shared(_ count: Int, _ body: @Sendable (Int) throws -> Void) throws {
    let fault = Mutex<(any Error)?>(nil)
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while true {
        let place = next.add(1, ordering: .relaxed).oldValue
        guard place < count else { return }
        do { try body(place) } catch { fault.withLock { $0 = error } }
      }
    }
    if let fault = fault.withLock({ $0 }) { throw fault }
  }

  private func library() throws -> Library {
    if FileManager.default.fileExists(atPath: work.display) {
      try FileManager.default.removeItem(atPath: work.display)
    }
    return try Library(at: work)
  }

  private func check(_ count: Int) throws {
    guard count == files.count else {
      throw Fault("bench.incomplete", .runtime, "\(count) of \(files.count) pictures were done")
    }
  }
}
