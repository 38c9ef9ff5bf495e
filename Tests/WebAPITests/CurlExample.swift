import Foundation
import HTTPKit

/// A line of curl in a document, and the names in the answer below it.
struct CurlExample {
  var line: String
  var method: HTTPMethod = .get
  var target = ""
  var fields: HTTPFields = [:]
  var body = ""
  var keys: Set<String> = []

  /// The examples of all `console` blocks.
  static func all(in document: String) -> [CurlExample] {
    var examples: [CurlExample] = []
    for block in document.matches(of: /(?s)```console\n(.*?)```/) {
      for line in block.1.split(separator: "\n") {
        if line.hasPrefix("$ curl ") {
          examples.append(CurlExample(String(line.dropFirst(7))))
        } else if !examples.isEmpty {
          let names = line.matches(of: /"([a-z0-9_]+)":/).map { String($0.1) }
          examples[examples.count - 1].keys.formUnion(names)
        }
      }
    }
    return examples
  }

  private init(_ arguments: String) {
    line = arguments
    var words = Self.words(arguments)[...]
    while let word = words.popFirst() {
      switch word {
      case "-X": method = HTTPMethod(rawValue: words.popFirst() ?? "")
      case "-H":
        let parts = (words.popFirst() ?? "").split(separator: ":", maxSplits: 1)
        fields.add(String(parts[0]), parts[1].trimmingCharacters(in: .whitespaces))
      case "-d":
        body = words.popFirst() ?? ""
        if method == .get { method = .post }
      case "-F": add(part: words.popFirst() ?? "")
      case "-o": _ = words.popFirst()
      case "-N": break
      default: target = word.replacing("http://127.0.0.1:8080", with: "")
      }
    }
    if let boundary { body += "--\(boundary)--\r\n" }
  }

  private var boundary: String?

  /// A part of a form; `@` names a file, of which the name alone is used.
  private mutating func add(part: String) {
    if boundary == nil {
      boundary = "example"
      method = .post
      fields.add("Content-Type", "multipart/form-data; boundary=example")
    }
    let pieces = part.split(separator: "=", maxSplits: 1).map(String.init)
    let isFile = pieces[1].hasPrefix("@")
    body += "--example\r\nContent-Disposition: form-data; name=\"\(pieces[0])\""
    body +=
      isFile
      ? "; filename=\"\(pieces[1].dropFirst())\"\r\n\r\n$FILE\r\n" : "\r\n\r\n\(pieces[1])\r\n"
  }

  /// Splits as a shell does, with both kinds of quotes.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    for character in text {
      if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
      } else if quote == nil, character == " " {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}
