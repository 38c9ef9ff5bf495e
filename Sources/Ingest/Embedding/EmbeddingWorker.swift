internal import Catalogue
internal import Core
internal import Decoding
internal import Files

extension EmbeddingPass {
  /// What a thread does with a batch.
  struct Worker: Sendable {
    let reader: CatalogueReader
    let decoder: PictureDecoder
    let model: any ImageEmbedding
    let side: Int

    /// - Returns: a failure only of the model or the catalogue.
    func outcomes(of batch: ArraySlice<ImageID>) -> Result<[Outcome], Fault> {
      var outcomes: [Outcome] = []
      var images: [(id: ImageID, image: RGBImage)] = []
      do {
        for id in batch {
          switch try picture(id) {
          case .success(let image?): images.append((id, image))
          case .success(nil): outcomes.append(Outcome(image: id, what: .gone))
          case .failure(let fault): outcomes.append(Outcome(image: id, what: .failed(fault)))
          }
        }
        let vectors = try model.vectors(of: images.map(\.image))
        for ((id, _), vector) in zip(images, vectors) {
          outcomes.append(Outcome(image: id, what: Self.outcome(of: vector)))
        }
      } catch {
        return .failure(
          error as? Fault
            ?? Fault("embedding.unexpected", .bug, "cannot make vectors", underlying: "\(error)"))
      }
      return .success(outcomes)
    }

    /// A flat picture can give a vector of zeros, and a damaged model anything.
    private static func outcome(of vector: [Float]) -> Outcome.What {
      guard vector.allSatisfy(\.isFinite), vector.contains(where: { $0 != 0 }) else {
        return .failed(
          Fault("embedding.no-vector", .runtime, "the model gives no vector for this picture"))
      }
      return .vector(vector)
    }

    /// The picture from the first of its files that still holds it; `nil` when none does.
    private func picture(_ id: ImageID) throws -> Result<RGBImage?, Fault> {
      guard let digest = try reader.image(id)?.record.sha256 else { return .success(nil) }
      for file in try reader.files(of: id) where file.state == .present {
        guard let contents = try? FileContents(reading: file.path, limit: 1 << 30),
          contents.withBytes(ContentDigest.sha256) == digest
        else { continue }
        do throws(Fault) {
          return .success(
            try contents.withBytes { bytes throws(Fault) in
              try decoder.picture(bytes, shorterSide: side)
            })
        } catch {
          return .failure(error)
        }
      }
      return .success(nil)
    }
  }
}
