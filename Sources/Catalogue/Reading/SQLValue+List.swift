import Store

extension SQLValue {
  /// Numbers for `IN (SELECT value FROM json_each(?))`, however many: one parameter, so the statement
  /// is compiled once.
  static func list(_ numbers: [Int64]) -> SQLValue {
    .text("[" + numbers.map(String.init).joined(separator: ",") + "]")
  }
}
