import Core

/// What every page of HTML has around its content. A page needs nothing else: styles and pictures are
/// inside, and it asks the network for nothing.
enum PageFrame {
  /// Up to where the header's own content begins; `title` is not escaped.
  static func opening(title: String) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(title)</title>
    <style>
    \(PageStyle.sheet)
    </style>
    </head>
    <body>
    <header>
    <h1>\(title)</h1>

    """
  }

  static let closing = "</main>\n</body>\n</html>\n"

  /// A picture of the page, or words in its place.
  ///
  /// - Parameter name: what it shows, escaped.
  static func image(_ webP: [UInt8]?, name: String) -> String {
    guard let webP else { return "<span class=\"none\">no thumbnail</span>" }
    return "<img alt=\"\(name)\" loading=\"lazy\" decoding=\"async\" "
      + "src=\"data:image/webp;base64,\(Base64.text(webP))\">"
  }

  /// A path, escaped, that may break after each of its folders.
  static func breakable(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "/<wbr>")
  }
}
