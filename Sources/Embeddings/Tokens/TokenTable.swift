internal import Core

/// The parts of Hugging Face's vocabularies in JSON.
enum TokenTable {
  /// An object of tokens and their ids.
  static func tokens(_ json: JSONValue) throws(Fault) -> [[UInt8]: Int32] {
    guard case .object(let members) = json else { throw .vocabulary("it has no table of tokens") }
    var tokens: [[UInt8]: Int32] = [:]
    tokens.reserveCapacity(members.count)
    for member in members {
      guard let id = member.value.integer.flatMap(Int32.init(exactly:)), id >= 0 else {
        throw .vocabulary("a token's id is not a number")
      }
      tokens[member.key] = id
    }
    return tokens
  }

  /// A list of merges, each "left right" or ["left", "right"].
  static func merges(_ json: JSONValue) throws(Fault) -> [(left: [UInt8], right: [UInt8])] {
    guard case .array(let items) = json else { throw .vocabulary("it has no merges") }
    var rules: [(left: [UInt8], right: [UInt8])] = []
    rules.reserveCapacity(items.count)
    for item in items {
      if case .string(let line) = item, let space = line.firstIndex(of: 32) {
        rules.append((Array(line[..<space]), Array(line[(space + 1)...])))
      } else if case .array(let pair) = item, pair.count == 2, case .string(let left) = pair[0],
        case .string(let right) = pair[1]
      {
        rules.append((left, right))
      } else {
        throw .vocabulary("one of its merges is not two tokens")
      }
    }
    return rules
  }
}
