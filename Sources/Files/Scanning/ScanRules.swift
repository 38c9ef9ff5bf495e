import Core

/// The options of a scan, compiled: says of each name whether it is entered or listed.
///
/// The walk and the watcher both ask here, so that they agree.
struct ScanRules: Sendable {
  let options: ScanOptions
  private let include: GlobList
  private let exclude: GlobList
  private let extensions: Set<[UInt8]>
  private let excludedNames: Set<[UInt8]>
  private let excludedPatterns: [Wildcard]
  /// The bytes of the ignore files' name.
  let ignoreFileName: [UInt8]

  /// - Throws: `glob.malformed`.
  init(_ options: ScanOptions) throws(Fault) {
    self.options = options
    include = try GlobList(options.include)
    exclude = try GlobList(options.exclude)
    extensions = Set(options.extensions.map { Self.lowercased($0.utf8) })
    let names = options.excludedFolderNames.map { Wildcard(Self.lowercased($0.utf8)) }
    excludedPatterns = names.filter { !$0.isLiteral }
    excludedNames = Set(
      options.excludedFolderNames.map { Self.lowercased($0.utf8) }
        .filter { Wildcard($0).isLiteral })
    ignoreFileName = Array(options.ignoreFileName.utf8)
  }

  /// What applies in a root: nothing but the options.
  func root(at path: FilePath) -> FolderRules {
    let start = path.bytes.last == UInt8(ascii: "/") ? path.bytes.count : path.bytes.count + 1
    return FolderRules(rootStart: start, ignoreFiles: [], isIncluded: include.isEmpty)
  }

  /// What applies in a folder of a folder; `nil` when it is not entered.
  ///
  /// - Parameters:
  ///   - path: the whole path of the folder.
  ///   - nameStart: where its last component begins.
  ///   - parent: what applies in the folder that holds it.
  func entering(_ path: [UInt8], nameStart: Int, in parent: FolderRules) -> FolderRules? {
    if isHidden(path, nameStart) || isExcludedFolder(path[nameStart...]) { return nil }
    if isIgnored(path, nameStart, isFolder: true, in: parent) { return nil }
    var rules = parent
    if !rules.isIncluded {
      rules.isIncluded = include.matches(
        path.span.extracting(rules.rootStart..<path.count), nameStart: nameStart - rules.rootStart,
        isFolder: true)
    }
    return rules
  }

  /// Whether a file of a folder is listed, going by its path alone.
  func admits(_ path: [UInt8], nameStart: Int, in folder: FolderRules) -> Bool {
    guard hasWantedExtension(path, nameStart), !isHidden(path, nameStart) else { return false }
    if isIgnored(path, nameStart, isFolder: false, in: folder) { return false }
    return folder.isIncluded
      || include.matches(
        path.span.extracting(folder.rootStart..<path.count),
        nameStart: nameStart - folder.rootStart, isFolder: false)
  }

  private func isHidden(_ path: [UInt8], _ nameStart: Int) -> Bool {
    !options.includesHidden && path[nameStart] == UInt8(ascii: ".")
  }

  private func isExcludedFolder(_ name: ArraySlice<UInt8>) -> Bool {
    let lowered = Self.lowercased(name)
    return excludedNames.contains(lowered)
      || excludedPatterns.contains { $0.matches(lowered.span) }
  }

  private func isIgnored(
    _ path: [UInt8], _ nameStart: Int, isFolder: Bool, in folder: FolderRules
  ) -> Bool {
    if !exclude.isEmpty,
      exclude.matches(
        path.span.extracting(folder.rootStart..<path.count),
        nameStart: nameStart - folder.rootStart, isFolder: isFolder)
    {
      return true
    }
    // The innermost file that has something to say decides.
    for rule in folder.ignoreFiles.reversed() {
      if let verdict = rule.file.ignores(
        path.span.extracting(rule.start..<path.count), nameStart: nameStart - rule.start,
        isFolder: isFolder)
      {
        return verdict
      }
    }
    return false
  }

  private func hasWantedExtension(_ path: [UInt8], _ nameStart: Int) -> Bool {
    if extensions.isEmpty { return true }
    guard let dot = path[nameStart...].lastIndex(of: UInt8(ascii: ".")), dot > nameStart else {
      return false
    }
    return extensions.contains(Self.lowercased(path[(dot + 1)...]))
  }

  /// The bytes with ASCII letters in lower case.
  static func lowercased(_ bytes: some Collection<UInt8>) -> [UInt8] {
    bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }
}
