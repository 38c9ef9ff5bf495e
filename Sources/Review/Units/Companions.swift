package import Core

/// Who travels with whom among the files of one folder: a pure function of their names.
///
/// A *sidecar* belongs to the pictures of its stem, in either style (`IMG.xmp`, `IMG.jpg.xmp`; the
/// second names one picture and is that one's alone). Stems are compared without regard to case. A
/// sidecar with several owners is *shared*: it may leave only together with all of them.
package struct Companions: Sendable {
  /// A file that belongs to one or several pictures.
  package struct Companion: Hashable, Sendable {
    package let name: FilePath
    /// The pictures it belongs to, in byte order; at least one.
    package let owners: [FilePath]
    /// The other half of a RAW pair, not a sidecar.
    package let isPicture: Bool
  }

  private var ofPicture: [FilePath: [Companion]] = [:]
  private var stemLengths: [FilePath: Int] = [:]

  /// Sorts out the names of one folder. O(n log n).
  ///
  /// - Parameter names: bare names of all files in the folder, those of pictures among them.
  package init(names: some Sequence<FilePath>, rules: CompanionRules = CompanionRules()) {
    let sorted = names.sorted()
    var developed: [[UInt8]: [FilePath]] = [:]
    var raws: [[UInt8]: [FilePath]] = [:]
    var fullNames: [[UInt8]: [FilePath]] = [:]
    for name in sorted {
      let isRAW = rules.rawExtensions.contains(name.fileExtension)
      guard isRAW || rules.pictureExtensions.contains(name.fileExtension) else { continue }
      let stem = Self.folded(name.stem)
      if isRAW {
        raws[stem, default: []].append(name)
      } else {
        developed[stem, default: []].append(name)
      }
      fullNames[Self.folded(name), default: []].append(name)
      stemLengths[name] = name.stem.bytes.count
    }
    for name in sorted where rules.sidecarExtensions.contains(name.fileExtension) {
      let rest = name.stem
      if let named = fullNames[Self.folded(rest)] {
        add(name, to: named, stemLength: rest.stem.bytes.count)
      } else {
        let stem = Self.folded(rest)
        let owners = developed[stem, default: []] + raws[stem, default: []]
        add(name, to: owners, stemLength: rest.bytes.count)
      }
    }
    pair(developed, with: raws)
  }

  /// What belongs to a picture, in byte order; empty for a name that is no picture.
  package func companions(of picture: FilePath) -> [Companion] {
    ofPicture[picture, default: []]
  }

  /// How many bytes of a name are its picture's stem: 3 of `IMG.jpg`, `img.xmp`, `IMG.jpg.xmp`.
  /// `nil` for a file that is neither picture nor companion.
  package func stemLength(of name: FilePath) -> Int? { stemLengths[name] }

  private mutating func add(_ name: FilePath, to owners: [FilePath], stemLength: Int) {
    guard !owners.isEmpty else { return }
    stemLengths[name] = stemLength
    let companion = Companion(name: name, owners: owners.sorted(), isPicture: false)
    for owner in owners { ofPicture[owner, default: []].append(companion) }
  }

  /// One developed picture and its RAWs go together, each being the other's companion. Among
  /// several developed pictures a RAW is shared, as a sidecar is.
  private mutating func pair(
    _ developed: [[UInt8]: [FilePath]], with raws: [[UInt8]: [FilePath]]
  ) {
    for (stem, originals) in raws {
      guard let pictures = developed[stem] else { continue }
      for original in originals {
        let companion = Companion(name: original, owners: pictures, isPicture: true)
        for picture in pictures { ofPicture[picture, default: []].append(companion) }
        if let picture = pictures.first, pictures.count == 1 {
          ofPicture[original, default: []].append(
            Companion(name: picture, owners: originals, isPicture: true))
        }
      }
    }
    for picture in Array(ofPicture.keys) { ofPicture[picture]?.sort { $0.name < $1.name } }
  }

  /// Lower-case; bytes that are not UTF-8 are folded in ASCII only.
  private static func folded(_ name: FilePath) -> [UInt8] {
    if let text = String(validating: name.bytes, as: UTF8.self) {
      return Array(text.lowercased().utf8)
    }
    return name.bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }
}
