import CommandKit
import Core
import Engine

/// A report as one page of HTML that needs nothing else: the choices of a group side by side, each
/// with its pictures, evidence and reasons.
struct CullPage {
  let report: CullReport
  private let thumbnail: (SHA256Digest) throws -> [UInt8]?
  private let common: CommonFolder

  init(report: CullReport, thumbnail: @escaping (SHA256Digest) throws -> [UInt8]?) {
    self.report = report
    self.thumbnail = thumbnail
    common = CommonFolder(of: report.paths)
  }

  func write(to output: ResultFile) throws {
    let folder =
      common.path.map { "<p class=\"faint\">In \(PageText.escaped($0.display))</p>" } ?? ""
    try output.write(
      PageFrame.opening(title: report.title) + """
        <p>\(PageText.escaped(CullText.summary(report)))</p>
        \(folder)
        </header>
        <main>

        """)
    for group in report.groups { try output.write(section(group)) }
    try output.write(PageFrame.closing)
    try output.finish()
  }

  private func section(_ group: CullGroup) throws -> String {
    let isOfSets = group.best.files.count > 1
    let rows = try group.choices.map { choice in
      let figures = try choice.files.enumerated()
        .map { try figure($1, choice, isFirst: $0 == 0) }.joined(separator: "\n")
      return isOfSets ? "<div class=\"row\">\n\(figures)\n</div>" : figures
    }
    let body = rows.joined(separator: "\n")
    return """
      <section aria-labelledby="g\(group.number)">
      <h3 id="g\(group.number)">#\(group.number) \(PageText.escaped(group.title))</h3>
      \(isOfSets ? body : "<div class=\"row\">\n\(body)\n</div>")
      </section>

      """
  }

  private func figure(_ file: CullFile, _ choice: CullChoice, isFirst: Bool) throws -> String {
    let path = PageText.escaped(common.display(file.path))
    let verdict =
      choice.isBest
      ? "<span class=\"badge keep\">keep</span>"
      : "<span class=\"badge\">\(choice.goes ? "goes" : "stays")</span>"
    let marks = file.marks.map { "<span class=\"badge mark\">\(PageText.escaped($0))</span>" }
      .joined()
    let relation = file.kind.map { "<span>\($0.title)</span>" } ?? ""
    let reasons =
      isFirst ? "<ul><li>\(PageText.escaped(CullText.reason(choice)))</li></ul>" : ""
    return """
      <figure\(choice.isBest ? " class=\"best\"" : "")>
      <a href="\(PageText.address(of: file.path))">\
      \(PageFrame.image(try thumbnail(file.digest), name: path))</a>
      <figcaption>\(verdict)\(marks)<b class="path">\(PageFrame.breakable(path))</b>
      <span>\(file.width)×\(file.height) · \(ByteCount.text(file.identity.size)) · \
      \(file.format.title)</span>
      \(relation)\(reasons)</figcaption>
      </figure>
      """
  }
}
