package import Catalogue
package import Query

/// Which pictures to look at.
package struct PictureSelection: Hashable, Sendable {
  /// Only these; `nil` for all.
  package var images: [ImageID]?
  package var filter: Filter?
  /// So many at most, the latest first.
  package var limit: Int

  package init(images: [ImageID]? = nil, filter: Filter? = nil, limit: Int) {
    self.images = images
    self.filter = filter
    self.limit = limit
  }
}

/// What a selection comes to.
package struct SelectedPictures: Sendable {
  /// The latest first.
  package var images: [ImageID]
  /// How many there are without the limit.
  package var total: Int
}
