import Core

/// A word, a quoted text or a symbol of a filter's text.
struct FilterToken: Hashable {
  enum Kind: Hashable { case word, quoted, symbol, end }

  var kind: Kind
  var text: String
  /// Its first character, counted from 1.
  var column: Int

  /// As messages name it: `where[12]`.
  var place: String { "where[\(column)]" }
}

/// Cuts a filter's text into tokens, the last of which is the end.
struct FilterTokens {
  private(set) var tokens: [FilterToken] = []
  private let characters: [Character]
  private var position = 0

  private static let symbols = ["<=", ">=", "!=", "<>", "==", "&&", "||", "!~"]
  private static let single: Set<Character> = [
    "=", "<", ">", "~", "(", ")", ",", "!", ":", "&", "|",
  ]

  /// - Throws: a fault when a quote is not closed.
  init(_ text: String) throws(Fault) {
    characters = Array(text)
    while let character = peek {
      if character.isWhitespace {
        position += 1
      } else if character == "'" || character == "\"" {
        try readQuoted(character)
      } else if Self.single.contains(character) {
        readSymbol()
      } else {
        readWord()
      }
    }
    add(.end, "", at: position)
  }

  private var peek: Character? { position < characters.count ? characters[position] : nil }

  private mutating func add(_ kind: FilterToken.Kind, _ text: String, at start: Int) {
    tokens.append(FilterToken(kind: kind, text: text, column: start + 1))
  }

  private mutating func readSymbol() {
    let start = position
    let pair = String(characters[position...].prefix(2))
    if pair == "!~" {
      // `a !~ b` is `not a ~ b`, which the grammar has no place for behind the field.
      position += 2
      let field = tokens.popLast()
      add(.symbol, "!", at: start)
      if let field { tokens.append(field) }
      add(.symbol, "~", at: start)
    } else if Self.symbols.contains(pair) {
      position += 2
      add(.symbol, pair, at: start)
    } else {
      position += 1
      add(.symbol, String(characters[start]), at: start)
    }
  }

  /// A colon belongs to a word, as in `12:30` and `C:`, unless the word is a field's name and the
  /// first thing of its comparison: `format:jpeg`.
  private mutating func readWord() {
    let start = position
    var word = ""
    while let character = peek, !character.isWhitespace, character != "'", character != "\"" {
      if Self.single.contains(character) {
        guard character == ":" || character == "!", FilterField(named: word) == nil else { break }
      }
      word.append(character)
      position += 1
    }
    add(.word, word, at: start)
  }

  /// A quote inside is doubled.
  private mutating func readQuoted(_ quote: Character) throws(Fault) {
    let start = position
    var text = ""
    position += 1
    while let character = peek {
      position += 1
      if character != quote {
        text.append(character)
      } else if peek == quote {
        text.append(quote)
        position += 1
      } else {
        return add(.quoted, text, at: start)
      }
    }
    throw FilterTyping.fault("where[\(start + 1)]", "the quote is not closed")
  }
}
