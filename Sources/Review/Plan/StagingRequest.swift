/// The wish to move one picture aside, and why that loses nothing.
package struct StagingRequest: Hashable, Sendable {
  package var picture: ReviewedFile
  /// The copies that stay. At least one must be there and unchanged when the picture is moved.
  /// Empty only where no copy is claimed (an anomaly that a person wants aside).
  package var keepers: [ReviewedFile]
  /// The label of the group it was found in.
  package var group: String
  /// Why it is this one that goes, for people.
  package var reason: String
  /// Pictures with an equal, non-nil set move together or not at all.
  package var set: String?

  package init(
    picture: ReviewedFile, keepers: [ReviewedFile], group: String, reason: String,
    set: String? = nil
  ) {
    self.picture = picture
    self.keepers = keepers
    self.group = group
    self.reason = reason
    self.set = set
  }
}
