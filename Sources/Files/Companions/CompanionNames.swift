package import Core

/// The names of one folder, ready to be asked who belongs to whom; for many questions about one
/// folder, where ``Companions`` would read the names again for each.
package struct CompanionNames {
  /// The pictures of one stem.
  private struct Pictures {
    var rendered: [FilePath] = []
    var raw: [FilePath] = []
    var all: [FilePath] { rendered + raw }
  }

  private enum Kind {
    case rendered, raw, other
  }

  private var byStem: [NameKey: Pictures] = [:]
  private var byName: [NameKey: [FilePath]] = [:]
  private let rules: CompanionRules

  /// Sorts out the files of one folder, as paths or bare names. Linear in their number.
  package init(_ names: [FilePath], rules: CompanionRules = .usual) {
    self.rules = rules
    for name in names {
      switch Self.kind(name) {
      case .rendered: byStem[NameKey(name.stem), default: Pictures()].rendered.append(name)
      case .raw: byStem[NameKey(name.stem), default: Pictures()].raw.append(name)
      case .other: continue
      }
      byName[NameKey(name.lastComponent), default: []].append(name)
    }
  }

  /// The pictures that a file belongs to, itself not counted. Constant time.
  package func owners(of file: FilePath) -> [FilePath] {
    let name = file.lastComponent
    if rules.stays(name) { return [] }
    let owners = ownersByStem(of: file)
    guard let start = rules.nameWithoutEnding(name) else { return owners }
    // `IMG.jpg_mask.png`: what it begins with is a picture's whole name.
    let named = byName[NameKey(start)]?.filter { Self.kind($0) != .other } ?? []
    let byEnding = named.isEmpty ? byStem[NameKey(start)]?.all ?? [] : named
    return owners + byEnding.filter { $0 != file && !owners.contains($0) }
  }

  /// How many bytes of a file's name are the stem that it shares with its pictures: 3 of `IMG.jpg`,
  /// `img.xmp`, `IMG.jpg.xmp`, and by rules of `IMG_mask.png`.
  package func stemLength(of file: FilePath) -> Int {
    let name = file.lastComponent
    if !rules.stays(name), let start = rules.nameWithoutEnding(name) {
      if byName[NameKey(start)]?.contains(where: { Self.kind($0) != .other }) == true {
        return start.stem.bytes.count
      }
      if byStem[NameKey(start)] != nil { return start.bytes.count }
    }
    let isWholeName = byName[NameKey(file.stem)]?.contains { Self.kind($0) != .other } == true
    return isWholeName ? file.stem.stem.bytes.count : file.stem.bytes.count
  }

  private func ownersByStem(of file: FilePath) -> [FilePath] {
    let pictures = byStem[NameKey(file.stem)] ?? Pictures()
    switch Self.kind(file) {
    case .raw: return pictures.rendered
    case .rendered: return pictures.rendered.count == 1 ? pictures.raw : []
    case .other:
      // `IMG.jpg.xmp`: its stem is a picture's whole name.
      if let named = byName[NameKey(file.stem)] { return named }
      return pictures.all
    }
  }

  private static func kind(_ name: FilePath) -> Kind {
    let fileExtension = name.fileExtension
    if ScanOptions.renderedExtensions.contains(fileExtension) { return .rendered }
    return ScanOptions.rawExtensions.contains(fileExtension) ? .raw : .other
  }
}
