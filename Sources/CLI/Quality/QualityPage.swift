import CommandKit
import Core
import Engine

/// A contact sheet of the first pictures of a listing, as one page of HTML that needs nothing else.
struct QualityPage {
  let listing: QualityListing
  private let thumbnail: (SHA256Digest) throws -> [UInt8]?
  private let common: CommonFolder

  init(listing: QualityListing, thumbnail: @escaping (SHA256Digest) throws -> [UInt8]?) {
    self.listing = listing
    self.thumbnail = thumbnail
    common = CommonFolder(of: listing.pictures.lazy.map(\.path))
  }

  func write(limit: Int, to output: ResultFile) throws {
    try output.write(head)
    let shown = listing.pictures.prefix(limit)
    for picture in shown { try output.write(figure(picture)) }
    try output.write("</div>\n")
    if shown.count < listing.pictures.count {
      let hidden = CountText.text(listing.pictures.count - shown.count, "more picture")
      try output.write("<p class=\"faint\">… \(hidden); write them with --limit.</p>\n")
    }
    try output.write(PageFrame.closing)
    try output.finish()
  }

  private var head: String {
    let folder =
      common.path.map { "<p class=\"faint\">In \(PageText.escaped($0.display))</p>" } ?? ""
    let sentence = PageText.escaped(QualitySummary(listing: listing).sentence)
    let chips = listing.counts.map {
      "<span>\(IssueTitles.title($0.kind)) <b>\(CountText.text($0.count))</b></span>"
    }
    return PageFrame.opening(title: "Quality") + """
      <p>\(sentence)</p>
      \(folder)
      \(bars)
      <div class="chips">\(chips.joined(separator: "\n"))</div>
      </header>
      <main>
      <div class="grid">

      """
  }

  private var bars: String {
    let bins = listing.histogram
    let most = max(bins.max() ?? 0, 1)
    let columns = bins.enumerated().map { index, count in
      let share = 80 * count / most
      return """
        <span title="\(index * 10)–\(index * 10 + 10): \(CountText.text(count))">\
        \(count == 0 ? "" : CountText.text(count))<i style="height:\(share)px"></i>\
        \(index * 10)</span>
        """
    }
    return """
      <div class="bars" role="img" aria-label="How many pictures score 0 to 100, in tenths">
      \(columns.joined(separator: "\n"))
      </div>
      """
  }

  private func figure(_ picture: QualityListing.Picture) throws -> String {
    let path = PageText.escaped(common.display(picture.path))
    let marks = picture.marks.map { "<span class=\"badge mark\">\($0)</span>" }.joined()
    var lines = picture.found.map { issue in
      "<li><b>\(IssueTitles.title(issue.kind))</b>: \(PageText.escaped(issue.reason))</li>"
    }
    if picture.score == nil {
      lines += picture.notes.prefix(1).map { "<li>\(PageText.escaped($0))</li>" }
    }
    let list = lines.isEmpty ? "" : "<ul>\(lines.joined())</ul>"
    return """
      <figure>
      <a href="\(PageText.address(of: picture.path))">\
      \(PageFrame.image(try thumbnail(picture.digest), name: path))</a>
      <figcaption><b class="score" title="score of 100">\(QualitySummary.score(picture.score))</b>\(marks)\
      <b class="path">\(PageFrame.breakable(path))</b>
      <span>\(picture.width)×\(picture.height) · \(ByteCount.text(picture.bytes)) · \
      \(picture.format.title)</span>\(list)</figcaption>
      </figure>

      """
  }
}
