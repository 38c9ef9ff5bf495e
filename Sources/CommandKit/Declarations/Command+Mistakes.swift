extension Command {
  /// What is wrong with the declarations of this command and those below it, one sentence each;
  /// empty when all is well. A test of the program calls this.
  package func mistakes() -> [String] { mistakes(path: [], inherited: []) }

  private func mistakes(path: [String], inherited: [Declaration]) -> [String] {
    let path = path + [name]
    let visible = inherited + options
    var found: [String] = []
    if abstract.isEmpty { found.append("it has no abstract") }
    if action == nil, subcommands.isEmpty { found.append("it does nothing") }
    found += Self.repeated(visible.map(\.name) + ["help"]).map { "--\($0) is declared twice" }
    found += Self.repeated(visible.compactMap(\.short) + ["h"]).map { "-\($0) is declared twice" }
    found += Self.repeated(arguments.map(\.name)).map { "\($0) is declared twice" }
    found += Self.repeated(subcommands.map(\.name)).map { "command \($0) is declared twice" }
    for declaration in options + arguments { found += declaration.mistakes }
    if arguments.dropLast().contains(where: \.repeats) {
      found.append("only the last argument can repeat")
    }
    if zip(arguments, arguments.dropFirst()).contains(where: {
      $0.minimumCount == 0 && $1.minimumCount > 0
    }) {
      found.append("a required argument follows one that may be left out")
    }
    let here = found.map { "\(path.joined(separator: " ")): \($0)" }
    return here + subcommands.flatMap { $0.mistakes(path: path, inherited: visible) }
  }

  private static func repeated<Name: Hashable>(_ names: [Name]) -> [Name] {
    var seen: Set<Name> = []
    return names.filter { !seen.insert($0).inserted }
  }
}

extension Declaration {
  fileprivate var mistakes: [String] {
    var found: [String] = []
    if help.isEmpty { found.append("\(title) has no help") }
    if kind != .argument {
      let isKebab = name.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
      }
      if !isKebab || name.isEmpty || name.hasPrefix("-") {
        found.append("\(title) is not in lower case with hyphens")
      }
      if name.hasPrefix("no-") { found.append("\(title) reads as a negation") }
      if let short, !short.isASCII || !(short.isLetter || short.isNumber) {
        found.append("-\(short) is neither a letter nor a digit")
      }
    }
    return found
  }
}
