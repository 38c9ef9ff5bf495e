import Catalogue
import Core
import Culling
import Files
import Grouping

/// The files that a search looks at, one by one, and what is needed to compare and rank them.
struct CullScope {
  let scope: SearchScope
  /// The item and the file at each position, in byte order of the paths.
  let files: [(item: Int, file: SearchScope.File)]
  let order: KeepOrder
  let reader: CatalogueReader
  let look: UprightLook<CatalogueLumas>
  private let refused: Set<PairKey>
  private let trusts: Bool

  init(_ search: CullSearch, reader: CatalogueReader) throws {
    scope = try SearchScope(reader: reader, folders: search.folders, keep: search.keep)
    files = scope.files.enumerated()
      .flatMap { item, files in files.map { (item, $0) } }
      .sorted { $0.1.path < $1.1.path }
    order = KeepOrder(search.keep.rules)
    trusts = search.trusts
    self.reader = reader
    look = UprightLook(
      items: scope.items, lumas: CatalogueLumas(images: scope.images, reader: reader))
    let place = Dictionary(uniqueKeysWithValues: scope.images.enumerated().map { ($1, $0) })
    refused = Set(
      try reader.notDuplicates().compactMap { pair in
        guard let first = place[pair.first], let second = place[pair.second] else { return nil }
        return PairKey(first, second)
      })
  }

  var paths: [FilePath] { files.map(\.file.path) }

  func image(of file: Int) -> ImageID { scope.images[files[file].item] }

  func item(_ file: Int) -> GroupingItem { scope.items[files[file].item] }

  /// Whether a person said that two files hold no duplicates.
  func isRefused(_ one: Int, _ other: Int) -> Bool {
    files[one].item != files[other].item
      && refused.contains(PairKey(files[one].item, files[other].item))
  }

  func kind(_ one: Int, _ other: Int) throws -> DuplicateKind? {
    files[one].item == files[other].item
      ? .exactFile : try look.kind(files[one].item, files[other].item)
  }

  /// What the rules see of files that stay or go together.
  func candidate(_ members: [Int], isReference: Bool = false) -> KeepCandidate {
    let scores = members.compactMap { item($0).quality?.score }
    let priority = scope.copies.priority
    return KeepCandidate(
      paths: members.map { files[$0].file.path },
      area: members.lazy.map { item($0).area }.saturatingSum(),
      byteSize: members.lazy.map { item($0).byteSize }.saturatingSum(),
      modified: members.map { files[$0].file.modified }.max() ?? 0,
      metadata: members.reduce(0) { $0 + item($1).metadataRichness },
      priority: members.map { priority.place(of: files[$0].file.path) }.max() ?? 0,
      quality: scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count),
      isReference: isReference || members.contains { files[$0].file.isReference })
  }

  /// One choice of a group as people see it.
  ///
  /// - Parameter kinds: what each file is to the same place of the best; empty for the best itself.
  func choice(
    _ members: [Int], kinds: [DuplicateKind?], isConfirmed: Bool, reasons: [String]
  ) throws -> CullChoice? {
    let isReference = members.contains { files[$0].file.isReference }
    var listed: [CullFile] = []
    for (place, member) in members.enumerated() {
      let (item, file) = (item(member), files[member].file)
      guard let known = try reader.file(file.id) else { return nil }
      listed.append(
        CullFile(
          path: file.path, identity: known.identity, digest: item.digest, format: item.format,
          width: item.width, height: item.height,
          kind: kinds.indices.contains(place) ? kinds[place] : nil,
          marks: known.marks))
    }
    let isBest = kinds.isEmpty
    return CullChoice(
      files: listed, isBest: isBest, isReference: isReference, isConfirmed: isConfirmed,
      goes: !isBest && !isReference && (isConfirmed || trusts), reasons: reasons)
  }
}
