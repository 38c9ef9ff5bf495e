package import Core

extension FilterValue {
  /// A value of a field as people write it.
  ///
  /// - Parameter place: what a message calls it.
  package init(reading text: String, of field: FilterField, at place: String) throws(Fault) {
    self = try FilterTyping.value(.text(text), of: field, at: place)
  }
}

extension Filter.Test {
  /// A text that contains the words; `*` and `?` are wildcards.
  package static func contains(_ words: String) -> Filter.Test {
    .like(LikePattern.containing(words))
  }
}

extension Filter {
  /// `48.137,11.575,5`: a latitude and a longitude in degrees, and kilometres.
  ///
  /// - Parameter option: what a message calls it.
  package init(near text: String, option: String) throws(Fault) {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      Double(part.filter { $0 != " " }) ?? .nan
    }
    guard numbers.count == 3, numbers.allSatisfy(\.isFinite) else {
      throw FilterTyping.fault(
        option, "a latitude, a longitude and kilometres are needed, not '\(text)'",
        remedy: "For example: 48.137,11.575,5")
    }
    self = try FilterBudget.near(numbers[0], numbers[1], numbers[2] * 1_000, at: option)
  }
}
