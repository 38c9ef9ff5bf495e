import Core
import Files
import Query

/// Where synonyms come from: the library's own file, and WordNet where it is installed.
struct SynonymSource: Sendable {
  private let own: Synonyms
  private let wordNet: WordNet?

  /// The file in the library's folder; its format is that of ``Query/Synonyms``.
  static let fileName = "synonyms.txt"
  /// Where Debian's `wordnet-base` lies.
  private static let wordNetFolder: FilePath = "/usr/share/wordnet"
  private static let largestFile: Int64 = 64 << 20

  /// - Throws: a fault when the library's file cannot be understood.
  init(library: FilePath) throws(Fault) {
    let path = library.appending(Self.fileName)
    own =
      if let bytes = Self.bytes(of: path) {
        try Synonyms(reading: String(decoding: bytes, as: UTF8.self), path: path)
      } else {
        Synonyms()
      }
    let folder = Self.wordNetFolder
    if let index = Self.bytes(of: folder.appending("index.noun")),
      let data = Self.bytes(of: folder.appending("data.noun"))
    {
      wordNet = WordNet(index: index, data: data)
    } else {
      wordNet = nil
    }
  }

  /// The library's own synonyms go before those of the dictionary.
  func synonyms(of word: String) -> [String] {
    let known = own.synonyms(of: word)
    return known.isEmpty ? wordNet?.synonyms(of: word) ?? [] : known
  }

  private static func bytes(of path: FilePath) -> [UInt8]? {
    guard let contents = try? FileContents(reading: path, limit: largestFile) else { return nil }
    return contents.withBytes { Array($0) }
  }
}
