import CommandKit
import Core
import Engine

/// Everything that is known of one file, as text.
struct DetailsText {
  let details: FileDetails
  let console: Console

  func write() throws {
    try console.print(console.outputStyles(details.file.path.display, .strong))
    try section("File", file)
    if let image = details.image {
      try section("Picture", picture(image.record))
      try section("Metadata", metadata(image.record.metadata))
      try section("Automatic tags", automaticTags)
      try section("Quality", details.quality.map(QualityRows.rows) ?? [])
      try section("Hashes", hashes(image.record))
    }
    try section("Duplicates", duplicates)
  }

  private func section(_ title: String, _ rows: [(String, String)]) throws {
    let rows = rows.filter { !$0.1.isEmpty }
    if rows.isEmpty { return }
    try console.print("\n" + console.outputStyles(title, .heading))
    var table = Table([.init(""), .init("")])
    for row in rows { table.add([row.0, row.1]) }
    for line in table.lines() { try console.print("  " + line) }
  }

  private var file: [(String, String)] {
    let file = details.file
    var rows = [
      ("state", state), ("size", "\(ByteCount.text(file.identity.size)) (\(file.identity.size))"),
      ("changed", TimeText.text(milliseconds: file.identity.modified / 1_000_000)),
      ("inode", "\(file.identity.inode) on device \(file.identity.device)"),
      ("marks", file.marks.joined(separator: ", ")),
      ("first seen", TimeText.text(file.firstSeen)), ("read", TimeText.text(file.checkedAt)),
    ]
    if let failure = file.failure {
      rows.append(("failure", failure.message))
      rows.append(("", failure.remedy))
    }
    if details.isReference { rows.append(("reference", "in a reference folder: never moved")) }
    if let staged = details.staged {
      let place = staged.files.first { $0.origin == file.path || $0.path == file.path }
      rows.append(("set aside", "\(TimeText.text(milliseconds: staged.date)), unit \(staged.id)"))
      rows.append(("", place.map { "from \($0.origin.display)" } ?? ""))
    }
    return rows + details.sameContent.map { ("same bytes", $0.display) }
  }

  private var state: String {
    switch details.file.state {
    case .present: "present"
    case .missing: "gone" + (details.file.missingSince.map { " since \(TimeText.text($0))" } ?? "")
    case .staged: "set aside"
    case .failed: "could not be read"
    }
  }

  private func picture(_ record: PictureRecord) -> [(String, String)] {
    [
      (
        "format",
        record.format.title + (record.frameCount > 1 ? ", \(record.frameCount) frames" : "")
      ),
      (
        "size",
        "\(record.width)×\(record.height), \(record.bitsPerSample) bits a sample"
          + (record.hasAlpha ? ", transparent" : "")
      ),
      ("SHA-256", record.sha256.hex),
      ("pixels", record.pixelSHA256?.hex ?? ""),
      (
        "signals",
        details.signals.map { "\($0.signal.rawValue) \($0.version)\(Self.state($0.state))" }
          .joined(separator: ", ")
      ),
    ]
  }

  private static func state(_ state: SignalState) -> String {
    switch state {
    case .done: ""
    case .pending: " (pending)"
    case .failed(let reason): " (failed: \(reason))"
    }
  }

  private func metadata(_ metadata: PictureMetadata) -> [(String, String)] {
    [
      ("taken", metadata.takenLocal.map { $0 + offset(metadata.takenOffsetMinutes) } ?? ""),
      (
        "camera",
        [metadata.cameraMake, metadata.cameraModel].compactMap { $0 }.joined(separator: " ")
      ),
      ("lens", metadata.lensModel ?? ""), ("exposure", exposure(metadata)),
      ("place", place(metadata)),
      ("orientation", metadata.orientation == 1 ? "" : "\(metadata.orientation)"),
      ("rating", metadata.rating.map { "\($0)" } ?? ""), ("title", metadata.title ?? ""),
      ("caption", metadata.caption ?? ""),
      ("keywords", metadata.keywords.joined(separator: ", ")),
      ("software", metadata.software ?? ""),
    ]
  }

  private var automaticTags: [(String, String)] {
    details.automaticTags.map { group in
      let tags = group.tags.map { "\($0.name) \(FixedPoint.percent($0.confidence))" }
      return (group.set.name, "\(tags.joined(separator: ", ")) (\(group.set.space))")
    }
  }

  private func offset(_ minutes: Int?) -> String {
    guard let minutes else { return "" }
    let (hours, rest) = abs(minutes).quotientAndRemainder(dividingBy: 60)
    return (minutes < 0 ? "-" : "+") + (hours < 10 ? "0" : "") + "\(hours):"
      + (rest < 10 ? "0" : "") + "\(rest)"
  }

  private func exposure(_ metadata: PictureMetadata) -> String {
    var parts: [String] = []
    if let time = metadata.exposureTime, time > 0 {
      let text = FixedPoint.text(time < 0.4 ? 1 / time : time, decimals: time < 0.4 ? 0 : 1)
      parts.append((time < 0.4 ? "1/" : "") + text + " s")
    }
    if let aperture = metadata.fNumber {
      parts.append("f/\(FixedPoint.text(aperture, decimals: 1))")
    }
    if let iso = metadata.iso { parts.append("ISO \(iso)") }
    if let length = metadata.focalLength {
      parts.append("\(FixedPoint.text(length, decimals: 0)) mm")
    }
    return parts.joined(separator: ", ")
  }

  private func place(_ metadata: PictureMetadata) -> String {
    guard let latitude = metadata.latitude, let longitude = metadata.longitude else { return "" }
    let height = metadata.altitude.map { ", \(Int($0.rounded())) m" } ?? ""
    return FixedPoint.text(latitude, decimals: 5) + ", " + FixedPoint.text(longitude, decimals: 5)
      + height
  }

  private func hashes(_ record: PictureRecord) -> [(String, String)] {
    [
      ("dct", record.hashes.dct.hex),
      ("pdq", "\(record.hashes.pdq.hex), quality \(record.hashes.pdqQuality)"),
      ("ahash", record.hashes.average.hex), ("dhash", record.hashes.difference.hex),
      ("phash", record.hashes.perceptual.hex),
      ("texture", FixedPoint.text(Double(record.hashes.texture), decimals: 2)),
    ]
  }

  private var duplicates: [(String, String)] {
    var rows: [(String, String)] = []
    for membership in details.memberships {
      let (group, member) = (membership.group, membership.member)
      rows.append(("group #\(group.number)", group.kind.title + ", \(group.confidence) %"))
      rows.append(("", DuplicateText.reason(member)))
      rows += group.members.filter { $0.path != member.path }
        .map { ($0.isBest ? "best" : "also", $0.path.display) }
    }
    for decision in details.decisions {
      let note = decision.note.map { " (\($0))" } ?? ""
      let files = decision.others.first?.display ?? "a picture that is gone"
      rows.append(("no copy of", "\(files), decided \(TimeText.text(decision.decidedAt))\(note)"))
    }
    return rows
  }
}
