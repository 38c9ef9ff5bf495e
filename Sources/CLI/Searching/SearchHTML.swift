import CommandKit
import Core
import Engine

/// What a search found as one page of HTML that needs nothing else: thumbnails are inside, and it
/// asks the network for nothing.
struct SearchHTML {
  let page: SearchPage
  let title: String
  private let thumbnail: (SHA256Digest) throws -> [UInt8]?
  private let common: CommonFolder

  init(page: SearchPage, title: String, thumbnail: @escaping (SHA256Digest) throws -> [UInt8]?) {
    self.page = page
    self.title = title.isEmpty ? "Pictures" : title
    self.thumbnail = thumbnail
    common = CommonFolder(of: page.hits.lazy.flatMap(\.paths))
  }

  func write(to output: ResultFile) throws {
    try output.write(head)
    for hit in page.hits { try output.write(figure(hit)) }
    try output.write("</section>\n" + PageFrame.closing)
    try output.finish()
  }

  private var head: String {
    let name = PageText.escaped(title)
    let folder =
      common.path.map { "<p class=\"faint\">In \(PageText.escaped($0.display))</p>" } ?? ""
    let sentence =
      page.hits.isEmpty
      ? "Nothing matches well."
      : "\(CountText.text(page.hits.count)) of \(CountText.text(page.total, "picture"))"
    return PageFrame.opening(title: name) + """
      <p>\(sentence)</p>
      \(folder)
      </header>
      <main>
      <section class="row" aria-label="Hits">

      """
  }

  private func figure(_ hit: SearchHit) throws -> String {
    let record = hit.image.record
    let path = hit.paths.first ?? FilePath("")
    let name = PageText.escaped(common.display(path))
    let keep = hit.band == .strong ? " keep" : ""
    let badge =
      hit.band.map {
        "<span class=\"badge\(keep)\">\($0.title) · \(SearchText.percent(hit.score)) %</span>"
      } ?? ""
    let marks = hit.marks.map { "<span class=\"badge mark\">\($0)</span>" }.joined()
    let reasons = hit.explanations.map { "<li>\(PageText.escaped($0))</li>" }.joined()
    let taken = record.metadata.takenLocal.map { "<span>\(PageText.escaped($0))</span>" } ?? ""
    return """
      <figure\(hit.band == .strong ? " class=\"best\"" : "")>
      <a href="\(PageText.address(of: path))">\(PageFrame.image(try thumbnail(record.sha256), name: name))</a>
      <figcaption>\(badge)\(marks)<b class="path">\(PageFrame.breakable(name))</b>
      <span>\(record.width)×\(record.height) · \(ByteCount.text(record.byteSize)) · \
      \(record.format.title)</span>\(taken)
      <ul>\(reasons)</ul></figcaption>
      </figure>

      """
  }
}
