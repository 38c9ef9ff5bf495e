import Catalogue
package import Core
import Decoding
import Files
import Fingerprints
package import Grouping
import Ingest
import Kernels

/// A picture of the library that looks like the one asked about.
package struct SimilarPicture: Sendable {
  /// Its files, by path.
  package var paths: [FilePath]
  /// The words of the marks beside each of those files.
  package var fileMarks: [[String]]
  package var width: Int
  package var height: Int
  package var format: PictureFormat
  package var byteSize: Int64
  /// What it is to the picture asked about; `nil` when only the hashes come close.
  package var kind: DuplicateKind?
  /// 0…100: how sure that is, or how close the hashes are.
  package var score: Int
  /// The smallest Hamming distance (of 256) over turns and crops.
  package var distance: Int
}

extension Library {
  /// The pictures that look most like a file, best first, the file itself left out. The file need
  /// not be indexed.
  ///
  /// - Parameter radius: largest Hamming distance looked at, of 256.
  /// - Throws: a fault when the file cannot be read or decoded.
  /// - Complexity: one decode, then 35 n distances for n pictures.
  package func similar(
    to path: FilePath, limit: Int = 20, radius: Int = 80
  ) throws -> [SimilarPicture] {
    let contents = try FileContents(reading: path, limit: 1 << 30)
    let digest = contents.withBytes(ContentDigest.sha256)
    let decoder = try PictureDecoder(limits: .standard)
    let picture: DecodedPicture
    do {
      picture = try contents.withBytes { bytes throws(Fault) in try decoder.decode(bytes) }
    } catch {
      var fault = error
      fault.path = path
      throw fault
    }
    let prints = Fingerprinter.fingerprints(
      of: try picture.reduced(), originalWidth: picture.width, originalHeight: picture.height)
    let scope = try SearchScope(reader: reader, folders: [])
    let query = GroupingItem(
      id: 0, path: path, digest: digest, width: picture.width, height: picture.height,
      byteSize: contents.identity.size, format: picture.format, dct: prints.dct,
      perceptual: prints.perceptual, texture: prints.texture, chroma: prints.chroma,
      takenLocal: picture.metadata.takenLocal, camera: picture.metadata.cameraModel)
    let finder = SimilarFinder(
      items: scope.items, lumas: CatalogueLumas(images: scope.images, reader: reader))
    let hits = try finder.hits(for: query, luma: prints.luma, limit: limit + 1, radius: radius)
    return try hits.compactMap { hit in
      let item = scope.items[hit.item]
      let files = scope.files[hit.item].filter { $0.path != path }.sorted { $0.path < $1.path }
      if files.isEmpty { return nil }
      return SimilarPicture(
        paths: files.map(\.path), fileMarks: try files.map { try reader.file($0.id)?.marks ?? [] },
        width: item.width, height: item.height, format: item.format,
        byteSize: item.byteSize, kind: hit.kind, score: hit.score, distance: hit.distance)
    }.prefix(limit).map { $0 }
  }
}
