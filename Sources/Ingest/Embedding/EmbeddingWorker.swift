internal import Catalogue
internal import Core
internal import Decoding
internal import Files

extension EmbeddingPass {
  /// What a thread does: decode pictures, one after the other, and run the model whenever a batch is
  /// complete.
  struct Worker: Sendable {
    let images: ImageList
    let reader: CatalogueReader
    let decoder: PictureDecoder
    let model: PictureModel
    let batch: DynamicBatch<ImageID>
    let outcomes: BoundedQueue<Result<[Outcome], Fault>>
    let cancellation: CancellationToken

    func run() {
      do throws(Fault) {
        while !cancellation.isCancelled, let id = images.next() {
          switch try picture(id) {
          case .success(let picture?): try send(batch.add(id, picture))
          case .success(nil): send([Outcome(image: id, what: .gone)])
          case .failure(let fault): send([Outcome(image: id, what: .failed(fault))])
          }
        }
        if !cancellation.isCancelled { try send(batch.flush()) }
      } catch {
        images.stop()
        outcomes.push(.failure(error))
      }
    }

    private func send(_ some: [Outcome]) {
      if !some.isEmpty, !outcomes.push(.success(some)) { images.stop() }
    }

    private func send(
      _ results: [(item: ImageID, answer: DynamicBatch<ImageID>.Answer)]
    ) throws(Fault) {
      var made: [Outcome] = []
      for (id, answer) in results {
        switch answer {
        case .vectors(let parts): made.append(Outcome(image: id, what: .vectors(parts)))
        case .none(let fault): made.append(Outcome(image: id, what: .failed(fault)))
        case .broken(let fault): throw fault
        case .skipped: break
        }
      }
      send(made)
    }

    /// The picture from the first of its files that still holds it; `nil` when none does.
    private func picture(_ id: ImageID) throws(Fault) -> Result<FittedParts?, Fault> {
      guard let (digest, files) = try known(id) else { return .success(nil) }
      for file in files where file.state == .present {
        guard let contents = try? FileContents(reading: file.path, limit: 1 << 30),
          contents.withBytes(ContentDigest.sha256) == digest
        else { continue }
        do throws(Fault) {
          let image = try contents.withBytes { bytes throws(Fault) in
            try decoder.picture(bytes, detail: model.detail)
          }
          return .success(model.parts(of: image))
        } catch {
          return .failure(error)
        }
      }
      return .success(nil)
    }

    private func known(
      _ id: ImageID
    ) throws(Fault) -> (digest: SHA256Digest, files: [CataloguedFile])? {
      do {
        guard let image = try reader.image(id) else { return nil }
        return (image.record.sha256, try reader.files(of: id))
      } catch {
        throw error as? Fault
          ?? Fault("embedding.unexpected", .bug, "cannot make vectors", underlying: "\(error)")
      }
    }
  }
}
