package import Core

/// Words about a picture that every program can see: an empty file of the picture's stem whose
/// extension is the word, such as `IMG_1.cropped` beside `IMG_1.png`. A companion like any other,
/// so it moves with its picture.
package enum PictureMark {
  /// Words that mark a picture whatever their file holds; of all other words only empty files do.
  package static let known: Set<String> = ["cropped"]

  /// Whether a word can be a mark: 1–32 lower-case letters and digits, and no extension of files
  /// that say or hold more than a mark does.
  package static func isWord(_ word: String) -> Bool {
    (1...32).contains(word.utf8.count) && word.utf8.allSatisfy(isPlain)
      && !takenExtensions.contains(word) && !ScanOptions.pictureExtensions.contains(word)
  }

  /// The file that is a picture's mark.
  package static func place(of word: String, beside picture: FilePath) -> FilePath {
    let file = FilePath(bytes: picture.stem.bytes + Array(".\(word)".utf8))
    return picture.parent.map { $0.appending(file) } ?? file
  }

  /// The word that a file of an extension would be a mark by, in whatever case it is written; `nil`
  /// for a file of another kind.
  static func word(ofExtension fileExtension: some Collection<UInt8>) -> String? {
    let word = String(decoding: ScanRules.lowercased(fileExtension), as: UTF8.self)
    return isWord(word) ? word : nil
  }

  /// The word that a file beside a picture marks it with, as a scan reads it; `nil` for a companion of
  /// another kind.
  package static func word(of file: FilePath, size: Int64) -> String? {
    guard let word = word(ofExtension: file.fileExtension.utf8), size == 0 || known.contains(word)
    else { return nil }
    return word
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
  }

  private static let takenExtensions: Set<String> = [
    // Sidecars.
    "yaml", "yml", "json", "txt", "xmp", "caption", "aae", "pp3", "dop", "thm", "md", "csv", "html",
    "xml", "toml", "ini",
    // Films and sounds of a picture, and layered originals.
    "mov", "mp4", "m4v", "avi", "wav", "mp3", "psd", "psb", "xcf", "kra", "pdf", "svg",
    // Files that are being written, or were kept.
    "tmp", "part", "partial", "crdownload", "download", "lock", "bak", "log", "zip",
  ]
}
