/// What applies inside one folder of a walk, beside the options.
struct FolderRules: Sendable {
  /// Where paths relative to the root begin in a whole path.
  let rootStart: Int
  /// The ignore files from the root down to here, each with where paths relative to it begin.
  private(set) var ignoreFiles: [(start: Int, file: IgnoreFile)]
  /// Whether this folder or one above it matched an include glob, so that all files in it do.
  var isIncluded: Bool

  init(rootStart: Int, ignoreFiles: [(start: Int, file: IgnoreFile)], isIncluded: Bool) {
    self.rootStart = rootStart
    self.ignoreFiles = ignoreFiles
    self.isIncluded = isIncluded
  }

  /// Adds the ignore file that lies in the folder itself.
  mutating func add(_ file: IgnoreFile, start: Int) {
    if !file.isEmpty { ignoreFiles.append((start, file)) }
  }

  /// The rules without those of the ignore file of a folder, told by where paths below it begin.
  func withoutIgnoreFile(startingAt start: Int) -> FolderRules {
    FolderRules(
      rootStart: rootStart, ignoreFiles: ignoreFiles.filter { $0.start != start },
      isIncluded: isIncluded)
  }
}
