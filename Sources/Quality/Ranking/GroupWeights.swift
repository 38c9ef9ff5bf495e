/// How much a deviation of each measure counts when the best of a group is sought.
package struct GroupWeights: Hashable, Sendable {
  package var sharpness = 1.0
  package var exposure = 0.5
  package var quality = 1.0
  package var clip = 0.5
  package var resolution = 1.0
  package var metadata = 0.5
  /// The size of the file, among files of one format: what compression threw away.
  package var bytes = 1.0

  package static let standard = GroupWeights()

  package init() {}
}
