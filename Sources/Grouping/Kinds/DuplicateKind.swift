/// What makes two pictures duplicates, from the strongest claim to the weakest.
package enum DuplicateKind: String, CaseIterable, Comparable, Sendable {
  /// The same bytes.
  case exactFile = "exact-file"
  /// The same pixels in another file: other metadata, another lossless format.
  case identicalPixels = "identical-pixels"
  /// The same picture saved again: recompressed, resized, converted.
  case resaved
  /// The same picture with other tones or colours.
  case recoloured
  /// The same picture turned by a quarter, a half, or mirrored.
  case rotated
  /// A part of the same picture, or the same picture tilted.
  case cropped
  /// The same picture with something laid over it: a caption, a logo, a border.
  case overlaid
  /// Another moment of the same scene: not a copy.
  case burst
  /// Near hashes and near vectors, and nothing that the pixels say: not a copy, as far as is known.
  case visual

  /// Whether pictures of this kind may be resolved in bulk without a look at each: nothing that a
  /// person could miss is lost with the lesser copy.
  package var isAutomatic: Bool { self <= .resaved }

  /// Whether one of the two pictures was made from the other (a burst's were not).
  package var isCopy: Bool { self < .burst }

  /// A few words for a report.
  package var title: String {
    switch self {
    case .exactFile: "exact copy"
    case .identicalPixels: "identical pixels"
    case .resaved: "re-saved or resized"
    case .recoloured: "recoloured"
    case .rotated: "rotated or mirrored"
    case .cropped: "cropped"
    case .overlaid: "overlaid"
    case .burst: "same scene"
    case .visual: "looks alike"
    }
  }

  package static func < (left: Self, right: Self) -> Bool {
    allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
  }
}
