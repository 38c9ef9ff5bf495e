package import Core

/// One part of a query: what is looked for, or to be avoided, and how much it counts.
package struct QueryTerm: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case text(String)
    /// A picture file, in the library or not.
    case file(FilePath)
    /// A picture of the library.
    case picture(ULID)
    /// A picture that was handed over, under a name for messages.
    case pixels(RGBImage, name: String)
  }

  package var content: Content
  /// Not 0; below 0 for what should not be there.
  package var weight: Double

  package init(_ content: Content, weight: Double = 1) {
    self.content = content
    self.weight = weight
  }

  /// As somebody would type it.
  package var title: String {
    switch content {
    case .text(let text): text
    case .file(let path): path.display
    case .picture(let id): "#\(id)"
    case .pixels(_, let name): name
    }
  }
}
