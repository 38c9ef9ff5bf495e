import Clustering
package import Core
import Query

extension Library {
  /// The owner's present pictures of a selection. One pass over the index of pictures.
  package func selected(_ selection: PictureSelection) throws -> SelectedPictures {
    let reader = reader
    var rows = try reader.presentRows()
    if let images = selection.images {
      rows = rows.intersection(RowSet(images.map(\.rawValue)))
    }
    if let filter = selection.filter {
      rows = rows.intersection(
        try reader.images(where: FilterSQL(owner: reader.owner).condition(filter)))
    }
    let latest = try reader.latestFirst(rows)
    return SelectedPictures(
      images: latest.prefix(selection.limit).map { ImageID(rawValue: $0) }, total: latest.count)
  }

  /// Puts some pictures into clusters; as ``clusters(_:space:folders:cancellation:)``, but only what
  /// they have is read: 5 bytes a number and the paths of each.
  package func clusters(
    _ method: ClusterMethod, of pictures: SelectedPictures, space: String? = nil,
    cancellation: CancellationToken = CancellationToken()
  ) throws -> ClusterListing {
    let reader = reader
    let space = try vectorSpace(named: space)
    var found: [ImageID: VectorPicture] = [:]
    for image in pictures.images {
      try cancellation.check()
      let files = try reader.files(of: image).filter { $0.state == .present }
      // Its last file may have gone meanwhile.
      if files.isEmpty { continue }
      found[image] = VectorPicture(
        image: image, paths: files.map(\.path), fileMarks: files.map(\.marks))
    }
    let stored = try reader.vectors(in: space, of: found.keys.sorted())
    let set = PictureVectors(
      space: space, pictures: stored.images.compactMap { found[$0] },
      vectors: UnitVectors(dimension: space.dimension, values: stored.values),
      lacking: found.count - stored.images.count)
    return try Self.listing(of: set, method, cancellation)
  }
}
