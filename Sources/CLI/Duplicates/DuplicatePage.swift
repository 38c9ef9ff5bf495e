import CommandKit
import Core
import Engine

/// Groups of duplicates as one page of HTML that needs nothing else: thumbnails are inside, and it
/// asks the network for nothing.
struct DuplicatePage {
  let listing: DuplicateListing
  private let thumbnail: (SHA256Digest) throws -> [UInt8]?
  private let common: CommonFolder

  init(listing: DuplicateListing, thumbnail: @escaping (SHA256Digest) throws -> [UInt8]?) {
    self.listing = listing
    self.thumbnail = thumbnail
    common = CommonFolder(of: listing.groups.lazy.flatMap { $0.members.map(\.path) })
  }

  func write(limit: Int, to output: ResultFile) throws {
    let groups = listing.groups.prefix(limit)
    try output.write(head(Array(groups)))
    var kind: DuplicateKind?
    for group in groups {
      if group.kind != kind {
        kind = group.kind
        try output.write("<h2 id=\"\(group.kind.rawValue)\">\(group.kind.title)</h2>\n")
      }
      try output.write(section(group))
    }
    if groups.count < listing.groups.count {
      let hidden = CountText.text(listing.groups.count - groups.count, "more group")
      try output.write("<p class=\"faint\">… \(hidden); write them with --limit.</p>\n")
    }
    try output.write(PageFrame.closing)
    try output.finish()
  }

  private func head(_ groups: [ListedGroup]) -> String {
    let folder =
      common.path.map { "<p class=\"faint\">In \(PageText.escaped($0.display))</p>" } ?? ""
    let links = DuplicateKind.allCases.compactMap { kind -> String? in
      let count = groups.count { $0.kind == kind }
      return count == 0
        ? nil : "<a href=\"#\(kind.rawValue)\">\(kind.title) <b>\(CountText.text(count))</b></a>"
    }
    return PageFrame.opening(title: "Duplicates") + """
      <p>\(PageText.escaped(DuplicateSummary(listing: listing).sentence))</p>
      \(folder)
      <nav aria-label="Kinds">\(links.joined(separator: "\n"))</nav>
      </header>
      <main>

      """
  }

  private func section(_ group: ListedGroup) throws -> String {
    let figures = try group.members.map(figure).joined(separator: "\n")
    let bytes =
      group.kind.isCopy && group.reclaimableBytes > 0
      ? " · \(ByteCount.text(group.reclaimableBytes)) to reclaim" : ""
    return """
      <section aria-labelledby="g\(group.number)">
      <h3 id="g\(group.number)">#\(group.number) \(group.kind.title) · \(group.confidence) %\(bytes)</h3>
      <div class="row">
      \(figures)
      </div>
      </section>

      """
  }

  private func figure(_ member: ListedGroup.Member) throws -> String {
    let path = PageText.escaped(common.display(member.path))
    let badge =
      member.isBest
      ? "<span class=\"badge keep\">keep</span>"
      : member.isReference ? "<span class=\"badge\">reference</span>" : ""
    let marks = member.marks.map { "<span class=\"badge mark\">\($0)</span>" }.joined()
    let relation =
      member.kind.map { "\($0.title), \(member.confidence) %" } ?? "the best of the group"
    let reasons = member.reasons.map { "<li>\(PageText.escaped($0))</li>" }.joined()
    return """
      <figure\(member.isBest ? " class=\"best\"" : "")>
      <a href="\(PageText.address(of: member.path))">\(PageFrame.image(try thumbnail(member.digest), name: path))</a>
      <figcaption>\(badge)\(marks)<b class="path">\(PageFrame.breakable(path))</b>
      <span>\(member.width)×\(member.height) · \(ByteCount.text(member.identity.size)) · \
      \(member.format.title)</span>
      <span>\(relation)</span><ul>\(reasons)</ul></figcaption>
      </figure>
      """
  }
}
