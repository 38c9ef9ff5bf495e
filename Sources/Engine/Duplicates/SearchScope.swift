import Catalogue
import Core
import Grouping
import Quality

/// The pictures that a search looks at, with their files.
struct SearchScope {
  struct File {
    var id: FileID
    var path: FilePath
    var modified: Int64
    var isReference: Bool
  }

  var images: [ImageID] = []
  var items: [GroupingItem] = []
  /// The files of each item, the one to keep first.
  var files: [[File]] = []
  var pixelDigests: [SHA256Digest?] = []
  /// What decided between files of the same bytes.
  let copies: CopyOrder

  /// - Parameter keep: what decides between files of the same bytes, and whether what was measured of
  ///   the quality of each picture is looked up.
  init(
    reader: CatalogueReader, folders: [FilePath], keep: KeepWish = KeepWish()
  ) throws {
    copies = try CopyOrder(keep)
    let references = try reader.referenceFolders()
    var byImage: [ImageID: [File]] = [:]
    let columns = try reader.fileColumns()
    for position in 0..<columns.count {
      let path = columns.paths[position]
      guard folders.isEmpty || folders.contains(where: path.isInside) else { continue }
      byImage[columns.images[position], default: []].append(
        File(
          id: columns.ids[position], path: path, modified: columns.modified[position],
          isReference: references.contains(where: path.isInside)))
    }
    let pictures = try reader.imageColumns()
    for position in 0..<pictures.count {
      guard let files = byImage[pictures.ids[position]] else { continue }
      add(pictures, position, copies.sorted(files))
    }
    guard keep.rules.contains(.bestQuality) else { return }
    let qualities = try reader.qualities()
    let clip = try ClipScores(reader: reader, model: reader.setting(Library.modelSetting))
    for position in items.indices {
      items[position].quality = qualities[images[position]].map(ItemQuality.init)
      items[position].quality?.clipIQA = clip.scores[images[position]]
    }
  }

  private mutating func add(_ pictures: ImageColumns, _ position: Int, _ files: [File]) {
    let camera = Int(pictures.camera[position])
    images.append(pictures.ids[position])
    pixelDigests.append(pictures.pixelSHA256[position])
    self.files.append(files)
    items.append(
      GroupingItem(
        id: pictures.ids[position].rawValue, path: files[0].path,
        digest: pictures.sha256[position], width: Int(pictures.width[position]),
        height: Int(pictures.height[position]), byteSize: pictures.byteSize[position],
        format: pictures.format[position], dct: pictures.dct[position],
        perceptual: pictures.perceptual[position],
        texture: pictures.texture[position], chroma: pictures.chroma[position],
        takenLocal: pictures.takenLocal[position],
        camera: camera >= 0 ? pictures.cameras[camera] : nil,
        metadataRichness: Int(pictures.richness[position]), modified: files[0].modified,
        isReference: files.contains(where: \.isReference), fileCount: files.count))
    items[items.count - 1].priority = copies.priority.place(of: files[0].path)
  }
}

extension ItemQuality {
  fileprivate init(_ quality: PictureQuality) {
    func has(_ kind: QualityIssue.Kind) -> Bool { quality.issue(kind.rawValue)?.isFound ?? false }
    self.init(
      score: quality.score, sharpness: quality.sharpness, exposure: quality.exposure,
      isBlurry: has(.blurry), isClipped: has(.clipped), isBlocky: has(.blocky))
  }
}
