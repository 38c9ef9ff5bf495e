import CommandKit
import Engine

/// What the quality of pictures adds up to.
struct QualitySummary {
  let listing: QualityListing

  /// Everything in one line.
  var sentence: String {
    let pictures = CountText.text(listing.pictures.count, "picture")
    guard let median = listing.median else { return "\(pictures); none of them has a score." }
    let troubled = listing.pictures.count { !$0.found.isEmpty }
    let issues = troubled == 0 ? "none with an issue" : "\(CountText.text(troubled)) with an issue"
    return "\(pictures), \(issues); half of them score \(Self.score(median)) or more of 100."
  }

  /// 0…100 without digits behind the point; a dash where there is none.
  static func score(_ score: Double?) -> String {
    score.map { FixedPoint.text($0 * 100, decimals: 0) } ?? "–"
  }

  /// Why a picture is where it is, in one line: what was found, or what could not be judged.
  static func reason(_ picture: QualityListing.Picture) -> String {
    let found = picture.found.map { "\(IssueTitles.title($0.kind)): \(lowered($0.reason))" }
    if !found.isEmpty { return found.joined(separator: "; ") }
    if picture.score == nil, let note = picture.notes.first { return String(note.dropLast()) }
    return ""
  }

  /// A sentence as a part of another.
  private static func lowered(_ sentence: String) -> String {
    let text = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
