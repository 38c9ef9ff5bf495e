/// What an entry is for, by its name and where it lies.
package enum EntryKind: String, Hashable, Sendable {
  /// A picture that shows what the archive holds.
  case picture
  /// The small picture that a program stored in a 3D project.
  case thumbnail
  /// A mesh.
  case model
  /// An archive within.
  case archive
  case other

  private static let pictures: Set<String> = [
    "jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "tif", "tiff", "webp", "heic", "heif",
    "avif", "jxl",
  ]
  private static let models: Set<String> = ["stl", "obj", "ply"]

  /// - Parameters:
  ///   - name: the entry's, in the archive that holds it.
  ///   - isInProject: whether that archive is a 3MF file, of which the pictures are thumbnails or
  ///     textures (3MF Core Specification 1.3, §2.1 and the Materials extension).
  package init(name: String, isInProject: Bool = false) {
    let parts = name.split(separator: "/")
    let file = parts.last.map { $0.lowercased() } ?? ""
    let dot = file.lastIndex(of: ".")
    let ending = dot.map { String(file[file.index(after: $0)...]) } ?? ""
    // What macOS writes beside every file is a picture by name only.
    if file.hasPrefix("._") || parts.contains("__MACOSX") {
      self = .other
    } else if isInProject {
      let isTexture = parts.contains { $0.lowercased() == "textures" }
      self =
        if ending == "model" { .model } else if Self.pictures.contains(ending), !isTexture {
          .thumbnail
        } else { .other }
    } else if Self.pictures.contains(ending) {
      self = .picture
    } else if Self.models.contains(ending) {
      self = .model
    } else {
      self = ArchiveFormat.isArchive(file) ? .archive : .other
    }
  }
}
