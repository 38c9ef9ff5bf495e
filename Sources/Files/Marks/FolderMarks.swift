package import Core

/// The marks on the pictures of one folder.
package struct FolderMarks {
  /// The files of each word, by the pictures' names.
  private var marks: [FilePath: [String: [FilePath]]]

  private init() { marks = [:] }

  /// Sorts out the names of a folder. Only files whose extension could be a mark cost more than a
  /// look at it: one `fstatat` each, unless the word is a known one.
  init(_ names: FolderNames, in folder: borrowing OpenFolder) {
    marks = [:]
    let files = Self.markFiles(among: names, in: folder)
    if files.isEmpty { return }
    let pictures = names.entries.filter { $0.kind == .file }.map { FilePath(bytes: names.name($0)) }
      .filter { ScanOptions.pictureExtensions.contains($0.fileExtension) }
    let companions = CompanionNames(pictures)
    for (name, word) in files {
      for picture in companions.owners(of: name) {
        marks[picture, default: [:]][word, default: []].append(name)
      }
    }
  }

  /// The marks in a folder as they are now; none where it cannot be read.
  package init(reading path: FilePath) {
    guard let folder = try? OpenFolder(path, followsSymlinks: true) else {
      self.init()
      return
    }
    self.init(FolderNames.read(folder, path).0, in: folder)
  }

  /// The words on the picture of a name, in their order; none for most.
  package func words(on name: @autoclosure () -> FilePath) -> [String] {
    marks.isEmpty ? [] : marks[name()]?.keys.sorted() ?? []
  }

  /// The names of the files that mark a picture with a word: mostly one.
  package func files(of word: String, on name: FilePath) -> [FilePath] {
    marks[name]?[word] ?? []
  }

  private static func markFiles(
    among names: FolderNames, in folder: borrowing OpenFolder
  ) -> [(name: FilePath, word: String)] {
    var marks: [(name: FilePath, word: String)] = []
    // A folder has many names and few extensions.
    var judged: [ArraySlice<UInt8>: String?] = [:]
    for entry in names.entries where entry.kind == .file {
      let name = names.name(entry)
      guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { continue }
      let fileExtension = name[(dot + 1)...]
      let word: String?
      if let known = judged[fileExtension] {
        word = known
      } else {
        word = PictureMark.word(ofExtension: fileExtension)
        judged[fileExtension] = .some(word)
      }
      guard let word else { continue }
      let isMark =
        PictureMark.known.contains(word)
        || names.withCString(entry) { folder.status(ofName: $0)?.identity.size == 0 }
      if isMark { marks.append((FilePath(bytes: name), word)) }
    }
    return marks
  }
}
