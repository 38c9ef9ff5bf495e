package import Core

/// The wish to have one picture in a folder with others.
package struct ArrangementRequest: Hashable, Sendable {
  package var picture: ReviewedFile
  /// The name of the folder in the target, of one component.
  package var folder: FilePath
  /// Why it is there, for people.
  package var reason: String

  package init(picture: ReviewedFile, folder: FilePath, reason: String) {
    self.picture = picture
    self.folder = folder
    self.reason = reason
  }
}
