import Catalogue
import Core
import Files
import Objects

/// What one worker thread does with a file: read it once, look whether its content is known, and
/// otherwise decode it and make its thumbnail.
struct FileWorker: Sendable {
  let catalogue: Catalogue
  let reader: CatalogueReader
  let processor: any PictureProcessing
  let claims: DigestClaims
  /// Images to be processed although they are known.
  let stale: StaleImages
  let maximumBytes: Int64

  func work(on file: ScannedFile) -> Outcome {
    do throws(Fault) {
      let contents = try FileContents(reading: file.path, limit: maximumBytes)
      let read = ScannedFile(path: file.path, identity: contents.identity, marks: file.marks)
      return contents.withBytes { bytes in outcome(of: bytes, in: read) }
    } catch {
      return error.code == "file.missing" ? .vanished : .failed(file, nil, error)
    }
  }

  private func outcome(of bytes: UnsafeRawBufferPointer, in file: ScannedFile) -> Outcome {
    let digest = ContentDigest.sha256(bytes)
    guard claims.claim(digest) else { return .copy(file, digest) }
    do {
      if let known = try reader.imageID(of: digest) {
        let kind = try stale.kind(of: known)
        if kind == .quality, let quality = processor.quality(of: bytes) {
          return .quality(file, digest, known, quality)
        }
        // What has only its quality to be measured, which cannot be, is as it is.
        if kind != .whole {
          claims.release([digest])
          return .copy(file, digest)
        }
      }
    } catch {
      return .fatal(.unexpected(error, path: file.path))
    }
    let picture: ProcessedPicture
    do throws(Fault) {
      picture = try processor.process(bytes)
    } catch {
      var fault = error
      fault.path = file.path
      return .failed(file, digest, fault)
    }
    return stored(picture, digest, byteSize: Int64(bytes.count), of: file)
  }

  private func stored(
    _ picture: ProcessedPicture, _ digest: SHA256Digest, byteSize: Int64, of file: ScannedFile
  ) -> Outcome {
    let record = PictureRecord(
      sha256: digest, byteSize: byteSize, format: picture.format, width: picture.width,
      height: picture.height, frameCount: picture.frameCount, hasAlpha: picture.hasAlpha,
      bitsPerSample: picture.bitsPerSample, hashes: picture.hashes, metadata: picture.metadata,
      placeholder: picture.placeholder, thumbnailBytes: picture.thumbnail?.count)
    return .picture(file, record, picture)
  }
}
