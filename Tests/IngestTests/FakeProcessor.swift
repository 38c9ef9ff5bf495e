import Catalogue
import Core
import Ingest
import Synchronization
import TestSupport

/// Stands in for decoding: everything follows from the bytes; those that begin with `bad` are no
/// picture. Each has a vector of four numbers.
final class FakeProcessor: PictureProcessing {
  let version: Int
  /// How many pictures were processed.
  let count = Atomic<Int>(0)
  /// Called with each count, on the worker's thread.
  let onProcess: @Sendable (Int) -> Void
  let pictureModel: PictureModel?

  init(
    version: Int = 1, model: FakePictureModel? = nil,
    onProcess: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.version = version
    pictureModel = model?.pictureModel
    self.onProcess = onProcess
  }

  static let space = EmbeddingSpace(
    VectorSpace(name: "fake", dimension: 4), origin: .builtin(version: 1))

  var versions: [Signal: Int] { [.fingerprints: version] }

  var processed: Int { count.load(ordering: .relaxed) }

  func process(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> ProcessedPicture {
    onProcess(count.add(1, ordering: .relaxed).newValue)
    if bytes.starts(with: Array("bad".utf8)) {
      throw Fault("picture.damaged", .user, "the picture is damaged", remedy: "Copy it again.")
    }
    let seed = bytes.reduce(UInt64(version)) { $0 &* 31 &+ UInt64($1) }
    var generator = SeededGenerator(seed: seed)
    let hash = Hash256(
      a: generator.next(), b: generator.next(), c: generator.next(), d: generator.next())
    let vector = (0..<4).map { _ in Float.random(in: -1...1, using: &generator) }
    let samples = (0..<64).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    return ProcessedPicture(
      format: .jpeg, width: 8, height: 8, frameCount: 1, hasAlpha: false, bitsPerSample: 8,
      hashes: PictureHashes(
        average: Hash64(bits: hash.a), difference: Hash64(bits: hash.b),
        perceptual: Hash64(bits: hash.c), pdq: hash, pdqQuality: 50, dct: hash, texture: 1),
      luma: LumaPlane(width: 8, height: 8, samples: samples), metadata: PictureMetadata(),
      placeholder: [1], thumbnail: Array("thumbnail".utf8),
      embeddings: [PictureEmbedding(Self.space, vector)],
      signals: [SignalRecord(.fingerprints, version: version)],
      fitted: pictureModel.map { _ in FittedParts(FakePictureModel.picture(of: hash)) })
  }
}
