package import Core

/// A query as people write it: `"2:golden retriever" + ./pool.jpg - fruit`.
///
/// Terms are joined by `+` and `-`, each a word of its own; words without one between them are one
/// text. A weight and a colon may stand before a term. A term is a picture file when it is written
/// as a path, a picture of the library when it is `#` and its id, and a text otherwise.
package struct QueryExpression: Hashable, Sendable {
  package var terms: [QueryTerm]

  /// Of the words of a command line.
  ///
  /// - Parameter isFile: whether a path leads to a file; `nil` where files must not be read, as in a
  ///   query that came over the network.
  /// - Throws: a fault that names the term.
  package init(
    words: [[UInt8]], isFile: ((FilePath) -> Bool)? = { _ in false }
  ) throws(Fault) {
    var reader = TermReader(isFile: isFile)
    for word in words { try reader.add(word) }
    terms = try reader.finish()
  }

  /// Of one text, in which quotes hold the words of a term together.
  package init(_ text: String) throws(Fault) {
    var words: [[UInt8]] = []
    var word = ""
    var quote: Character?
    var isOpen = false
    for character in text {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "\"" {
        quote = character
        isOpen = true
      } else if character.isWhitespace {
        if isOpen || !word.isEmpty { words.append(Array(word.utf8)) }
        (word, isOpen) = ("", false)
      } else {
        word.append(character)
      }
    }
    if quote != nil {
      throw Fault(
        "usage.query", .user, "the quote in the query is not closed", remedy: "Add a \" behind it.")
    }
    if isOpen || !word.isEmpty { words.append(Array(word.utf8)) }
    try self.init(words: words, isFile: nil)
  }
}

/// Gathers words into terms.
private struct TermReader {
  let isFile: ((FilePath) -> Bool)?
  private var terms: [QueryTerm] = []
  private var words: [[UInt8]] = []
  private var sign = 1.0
  private var lastOperator: String?

  init(isFile: ((FilePath) -> Bool)?) { self.isFile = isFile }

  private var number: Int { terms.count + 1 }

  mutating func add(_ word: [UInt8]) throws(Fault) {
    guard word == Array("+".utf8) || word == Array("-".utf8) else {
      words.append(word)
      return
    }
    let symbol = String(decoding: word, as: UTF8.self)
    if !words.isEmpty {
      terms.append(try term())
    } else if let lastOperator {
      throw fault("a term is missing between '\(lastOperator)' and '\(symbol)'")
    } else if !terms.isEmpty {
      throw fault("a term is missing before '\(symbol)'")
    }
    sign = symbol == "-" ? -1 : 1
    lastOperator = symbol
  }

  mutating func finish() throws(Fault) -> [QueryTerm] {
    if !words.isEmpty {
      terms.append(try term())
    } else if let lastOperator {
      throw fault("a term is missing after '\(lastOperator)'")
    }
    return terms
  }

  private mutating func term() throws(Fault) -> QueryTerm {
    defer {
      words = []
      lastOperator = nil
    }
    let (weight, first) = try weighted(words[0])
    let rest = Array(words.dropFirst())
    let content = try content([first] + rest)
    return QueryTerm(content, weight: sign * weight)
  }

  /// Splits `2:word` into the weight and the word.
  private func weighted(_ word: [UInt8]) throws(Fault) -> (Double, [UInt8]) {
    guard let colon = word.firstIndex(of: UInt8(ascii: ":")), colon > 0,
      word[..<colon].allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: ".") }),
      let weight = Double(String(decoding: word[..<colon], as: UTF8.self))
    else { return (1, word) }
    guard weight > 0, weight <= 1_000 else {
      throw fault("the weight of term \(number) must be above 0 and at most 1000")
    }
    return (weight, Array(word[(colon + 1)...]))
  }

  private func content(_ words: [[UInt8]]) throws(Fault) -> QueryTerm.Content {
    if words.count == 1 {
      if let picture = try picture(words[0]) { return picture }
      if let file = try file(words[0]) { return file }
    }
    for word in words where words.count > 1 {
      let isPicture = try picture(word) != nil
      guard isPicture || isPath(word) else { continue }
      throw fault(
        "'\(FilePath(bytes: word).display)' stands beside other words",
        "Join them with + or -, each with blanks around it.")
    }
    var texts: [String] = []
    for word in words {
      guard let text = String(validating: word, as: UTF8.self) else {
        throw fault("term \(number) is neither a file nor text in UTF-8")
      }
      texts.append(text)
    }
    let text = texts.joined(separator: " ").split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    if text.isEmpty { throw fault("term \(number) is empty") }
    return .text(text)
  }

  private func picture(_ word: [UInt8]) throws(Fault) -> QueryTerm.Content? {
    guard word.first == UInt8(ascii: "#"), word.count > 20 else { return nil }
    let id = String(decoding: word.dropFirst(), as: UTF8.self)
    guard let ulid = ULID(id) else {
      throw fault(
        "'#\(id)' is no picture's id", "An id has 26 characters; semblance show prints it.")
    }
    return .picture(ulid)
  }

  /// A word that is written as a path has to be a file; any other may be one.
  private func file(_ word: [UInt8]) throws(Fault) -> QueryTerm.Content? {
    guard let isFile else { return nil }
    let path = FilePath(bytes: word)
    if !word.isEmpty, isFile(path) { return .file(path) }
    guard isPath(word) else { return nil }
    throw Fault(
      "usage.query", .user, "there is no such file", remedy: "Check the path of term \(number).",
      path: path)
  }

  private func isPath(_ word: [UInt8]) -> Bool {
    isFile != nil
      && ["/", "./", "../", "~/"].contains {
        word.count > $0.utf8.count && word.starts(with: $0.utf8)
      }
  }

  private func fault(_ message: String, _ remedy: String = "") -> Fault {
    Fault(
      "usage.query", .user, message,
      remedy: remedy.isEmpty
        ? "A query looks like this: \"2:golden retriever\" + ./pool.jpg - fruit" : remedy)
  }
}
