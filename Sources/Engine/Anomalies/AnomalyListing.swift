package import Catalogue
import Core

/// A page of pictures that may be unlike the rest.
package struct AnomalyListing: Sendable {
  package struct Entry: Sendable {
    package var picture: PictureSummary
    /// In the baseline that was asked for: the measure asked for or the one by which it stands out the
    /// most first.
    package var standings: [Anomaly.Standing]
    /// The pictures most like it that are not unusual, the nearest first.
    package var normals: [(picture: PictureSummary, cosine: Double)]
    /// Whether somebody said something of it.
    package var isReviewed: Bool

    /// What it is listed for.
    package var standing: Anomaly.Standing { standings[0] }
  }

  /// `nil` before the first look.
  package var look: AnomalyLook?
  /// Of all pages.
  package var total: Int
  package var entries: [Entry]
}

extension Anomaly.Standing {
  /// Why a picture is listed, for people.
  package var reason: String {
    let among =
      switch baseline {
      case _ where name.isEmpty: "in the library"
      case .library: "in the library"
      case .album: "in its album"
      case .source: "among those that came as \(name)"
      }
    let words =
      switch measure {
      case .density:
        "Its nearest pictures are \(Self.text(score)) times as far from it as they are from theirs"
      case .distance:
        "It is \(Self.text(score)) away from its nearest pictures"
      case .distribution:
        "It is \(Self.text(score)) deviations from the middle of all pictures"
      }
    let share = Int(percentile.rounded(.down))
    return "\(words); \(Self.text(usual)) is usual \(among), and \(share) % are more usual."
  }

  private static func text(_ score: Double) -> String { "\((score * 100).rounded() / 100)" }
}
