internal import Core

/// The parts of Hugging Face's vocabularies in JSON.
///
/// Tokens are bytes: Swift's `String` takes canonically equivalent texts for one and the same, and a
/// vocabulary holds several such.
enum TokenTable {
  /// - Throws: a fault `model.vocabulary` when it is no JSON.
  static func json(_ file: [UInt8]) throws(Fault) -> JSONValue {
    do {
      return try JSONValue(parsing: file)
    } catch {
      throw .vocabulary("its JSON is damaged at byte \(error.offset): \(error.problem)")
    }
  }

  /// An object of tokens and their ids.
  static func tokens(_ json: JSONValue) throws(Fault) -> [[UInt8]: Int32] {
    guard case .object(let members) = json else { throw .vocabulary("it has no table of tokens") }
    var tokens: [[UInt8]: Int32] = [:]
    tokens.reserveCapacity(members.count)
    for member in members {
      guard let id = member.value.int.flatMap(Int32.init(exactly:)), id >= 0 else {
        throw .vocabulary("a token's id is not a number")
      }
      tokens[Array(member.key.utf8)] = id
    }
    return tokens
  }

  /// A list of merges, each "left right" or ["left", "right"].
  static func merges(_ json: JSONValue) throws(Fault) -> [(left: [UInt8], right: [UInt8])] {
    guard case .array(let items) = json else { throw .vocabulary("it has no merges") }
    var rules: [(left: [UInt8], right: [UInt8])] = []
    rules.reserveCapacity(items.count)
    for item in items {
      if let line = item.text.map({ Array($0.utf8) }), let space = line.firstIndex(of: 32) {
        rules.append((Array(line[..<space]), Array(line[(space + 1)...])))
      } else if case .array(let pair) = item, pair.count == 2, case .string(let left) = pair[0],
        case .string(let right) = pair[1]
      {
        rules.append((Array(left.utf8), Array(right.utf8)))
      } else {
        throw .vocabulary("one of its merges is not two tokens")
      }
    }
    return rules
  }
}
